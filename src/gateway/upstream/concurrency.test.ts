import { expect, test } from 'vitest'

import { createSlots } from './concurrency.ts'

const staying = () => new AbortController().signal
const long = 10_000

test('lets so many run, so many wait, and refuses more', async () => {
  const slots = createSlots({ running: 2, waiting: 1 })
  const first = await slots.take(staying(), long)
  await slots.take(staying(), long)
  const waiting = slots.take(staying(), long)
  expect(slots.counts()).toEqual({ running: 2, waiting: 1 })
  expect(await slots.take(staying(), long)).toBe('full')
  if (typeof first === 'function') first()
  expect(await waiting).toBeTypeOf('function')
  expect(slots.counts()).toEqual({ running: 2, waiting: 0 })
})

test('who waits longest is next', async () => {
  const slots = createSlots({ running: 1, waiting: 3 })
  const order: number[] = []
  const running = await slots.take(staying(), long)
  const others = [1, 2, 3].map(async (number) => {
    const release = await slots.take(staying(), long)
    order.push(number)
    if (typeof release === 'function') release()
  })
  if (typeof running === 'function') running()
  await Promise.all(others)
  expect(order).toEqual([1, 2, 3])
  expect(slots.counts()).toEqual({ running: 0, waiting: 0 })
})

test('who leaves makes room, and so does who waited too long', async () => {
  const slots = createSlots({ running: 1, waiting: 1 })
  const running = await slots.take(staying(), long)
  const leaving = new AbortController()
  const waiting = slots.take(leaving.signal, long)
  leaving.abort()
  expect(await waiting).toBe('left')
  expect(await slots.take(leaving.signal, long)).toBe('left')
  expect(await slots.take(staying(), 5)).toBe('waited-too-long')
  expect(slots.counts()).toEqual({ running: 1, waiting: 0 })
  if (typeof running === 'function') running()
  expect(slots.counts()).toEqual({ running: 0, waiting: 0 })
})

test('a slot given back twice is one slot', async () => {
  const slots = createSlots({ running: 2, waiting: 0 })
  const release = await slots.take(staying(), long)
  await slots.take(staying(), long)
  if (typeof release !== 'function') throw new Error('There is a slot')
  release()
  release()
  expect(slots.counts()).toEqual({ running: 1, waiting: 0 })
})
