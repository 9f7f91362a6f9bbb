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
