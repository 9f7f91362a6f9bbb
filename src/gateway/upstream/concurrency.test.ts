import { expect, test } from 'vitest'

import { createConcurrencyLimit } from './concurrency.ts'

const staying = () => new AbortController().signal
const long = 10_000
const leaseMs = Infinity

test('runs some calls, queues some, and refuses more', async () => {
  const limit = createConcurrencyLimit({ running: 2, waiting: 1, leaseMs })
  const first = await limit.acquire(staying(), long)
  await limit.acquire(staying(), long)
  const waiting = limit.acquire(staying(), long)
  expect(limit.counts()).toEqual({ running: 2, waiting: 1 })
  expect(await limit.acquire(staying(), long)).toBe('full')
  if (typeof first === 'function') first()
  expect(await waiting).toBeTypeOf('function')
  expect(limit.counts()).toEqual({ running: 2, waiting: 0 })
})

test('runs waiting calls in the order of arrival', async () => {
  const limit = createConcurrencyLimit({ running: 1, waiting: 3, leaseMs })
  const order: number[] = []
  const running = await limit.acquire(staying(), long)
  const others = [1, 2, 3].map(async (number) => {
    const release = await limit.acquire(staying(), long)
    order.push(number)
    if (typeof release === 'function') release()
  })
  if (typeof running === 'function') running()
  await Promise.all(others)
  expect(order).toEqual([1, 2, 3])
  expect(limit.counts()).toEqual({ running: 0, waiting: 0 })
})

test('a caller that disconnects, or waits too long, leaves the queue', async () => {
  const limit = createConcurrencyLimit({ running: 1, waiting: 1, leaseMs })
  const running = await limit.acquire(staying(), long)
  const leaving = new AbortController()
  const waiting = limit.acquire(leaving.signal, long)
  leaving.abort()
  expect(await waiting).toBe('left')
  expect(await limit.acquire(leaving.signal, long)).toBe('left')
  expect(await limit.acquire(staying(), 5)).toBe('waited-too-long')
  expect(limit.counts()).toEqual({ running: 1, waiting: 0 })
  if (typeof running === 'function') running()
  expect(limit.counts()).toEqual({ running: 0, waiting: 0 })
})

test('releasing a slot twice frees one slot', async () => {
  const limit = createConcurrencyLimit({ running: 2, waiting: 0, leaseMs })
  const release = await limit.acquire(staying(), long)
  await limit.acquire(staying(), long)
  if (typeof release !== 'function') throw new Error('There is no slot')
  release()
  release()
  expect(limit.counts()).toEqual({ running: 1, waiting: 0 })
})

test('takes a slot at once, or none', () => {
  const limit = createConcurrencyLimit({ running: 1, waiting: 0, leaseMs })
  const release = limit.tryAcquire()
  expect([release, limit.tryAcquire()]).toEqual([expect.any(Function), null])
  release?.()
  expect(limit.tryAcquire()).not.toBeNull()
})

test('a caller that never left the queue does not get a slot after its time', async () => {
  const clock = { now: 0 }
  const limit = createConcurrencyLimit({ running: 1, waiting: 1, leaseMs: 5000 }, () => clock.now)
  const running = limit.tryAcquire()
  // Its runtime was dropped, so neither its timer nor its signal ends it.
  void limit.acquire(staying(), 1000)
  clock.now = 1000
  const next = limit.acquire(staying(), 1000)
  expect(limit.counts()).toEqual({ running: 1, waiting: 1 })
  running?.()
  expect(await next).toBeTypeOf('function')
  expect(limit.counts()).toEqual({ running: 1, waiting: 0 })
})

test('a slot that was never released is free after its lease, for the first that waits', async () => {
  const clock = { now: 0 }
  const limit = createConcurrencyLimit({ running: 1, waiting: 1, leaseMs: 1000 }, () => clock.now)
  const lost = limit.tryAcquire()
  clock.now = 999
  const waiting = limit.acquire(staying(), long)
  expect(limit.tryAcquire()).toBeNull()
  clock.now = 1000
  expect(limit.tryAcquire()).toBeNull()
  expect(await waiting).toBeTypeOf('function')
  lost?.()
  expect(limit.counts()).toEqual({ running: 1, waiting: 0 })
})
