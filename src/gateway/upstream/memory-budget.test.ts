import { expect, test } from 'vitest'

import { createMemoryBudget } from './memory-budget.ts'

test('small bodies always fit beside large ones', () => {
  const reserve = createMemoryBudget(1000, { each: 10, together: 20 })
  expect(reserve().grow(30)).toBe(true)
  expect(reserve().grow(10)).toBe(true)
  expect(reserve().grow(11)).toBe(false)
})

test('released memory is available to the next body, once', () => {
  const reserve = createMemoryBudget(1000, { each: 10, together: 20 })
  const first = reserve()
  expect([first.grow(15), first.grow(30), first.grow(31)]).toEqual([true, true, false])
  first.release()
  first.release()
  const second = reserve()
  expect([second.grow(30), reserve().grow(11)]).toEqual([true, false])
})

test('memory that was never released is available after its lease', () => {
  const clock = { now: 0 }
  const reserve = createMemoryBudget(1000, { each: 10, together: 20 }, () => clock.now)
  const lost = reserve()
  expect(lost.grow(30)).toBe(true)
  clock.now = 999
  expect(reserve().grow(11)).toBe(false)
  clock.now = 1000
  const next = reserve()
  expect(next.grow(30)).toBe(true)
  lost.release()
  expect(reserve().grow(11)).toBe(false)
})

test('a body that grows after its lease takes all of its memory again', () => {
  const clock = { now: 0 }
  const reserve = createMemoryBudget(1000, { each: 10, together: 20 }, () => clock.now)
  const late = reserve()
  expect(late.grow(25)).toBe(true)
  clock.now = 1000
  const next = reserve()
  expect(next.grow(30)).toBe(true)
  expect(late.grow(26)).toBe(false)
  next.release()
  expect(late.grow(26)).toBe(true)
  late.release()
  const last = reserve()
  expect([last.grow(30), last.grow(31)]).toEqual([true, false])
})

test('a body that grows after its lease does not make room for itself', () => {
  const clock = { now: 0 }
  const late = createMemoryBudget(1000, { each: 10, together: 20 }, () => clock.now)()
  expect(late.grow(25)).toBe(true)
  clock.now = 1000
  expect([late.grow(31), late.grow(30)]).toEqual([false, true])
})
