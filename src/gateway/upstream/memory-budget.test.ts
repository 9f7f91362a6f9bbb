import { expect, test } from 'vitest'

import { createRoom } from './memory-budget.ts'

test('small answers have room whatever the large ones take', () => {
  const enter = createRoom({ each: 10, together: 20 })
  expect(enter().grow(30)).toBe(true)
  expect(enter().grow(10)).toBe(true)
  expect(enter().grow(11)).toBe(false)
})

test('what one answer gives back is there for the next, once', () => {
  const enter = createRoom({ each: 10, together: 20 })
  const first = enter()
  expect([first.grow(15), first.grow(30), first.grow(31)]).toEqual([true, true, false])
  first.leave()
  first.leave()
  const second = enter()
  expect([second.grow(30), enter().grow(11)]).toEqual([true, false])
})
