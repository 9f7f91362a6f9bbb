import { expect, test } from 'vitest'

import { createTurns } from './turns.ts'

test('has so many turns at once, and each that ends can be taken again', () => {
  const take = createTurns(2, 1000)
  const first = take()
  expect([first, take(), take()]).toEqual([expect.any(Function), expect.any(Function), null])
  first?.()
  first?.()
  expect([take(), take()]).toEqual([expect.any(Function), null])
})

test('a turn that nobody ended is free again after its time', () => {
  const clock = { now: 0 }
  const take = createTurns(1, 1000, () => clock.now)
  take()
  clock.now = 999
  expect(take()).toBeNull()
  clock.now = 1000
  expect(take()).not.toBeNull()
})
