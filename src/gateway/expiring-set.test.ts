import { expect, test } from 'vitest'

import { createExpiringSet } from './expiring-set.ts'

test('forgets what has expired, and the oldest when there are too many', () => {
  const clock = { now: 0 }
  const set = createExpiringSet(2, () => clock.now)
  const known = () => ['a', 'b', 'c', 'd'].filter((text) => set.has(text))
  set.add('a', 100)
  set.add('b', 10)
  clock.now = 50
  set.add('c', 100)
  expect(known()).toEqual(['a', 'c'])
  set.add('d', 100)
  expect(known()).toEqual(['c', 'd'])
})

test('takes a text once, and not after it has expired', () => {
  const clock = { now: 0 }
  const set = createExpiringSet(10, () => clock.now)
  set.add('a', 100)
  set.add('b', 100)
  expect([set.take('a'), set.take('a'), set.take('c')]).toEqual([true, false, false])
  clock.now = 101
  expect([set.has('b'), set.take('b')]).toEqual([false, false])
})
