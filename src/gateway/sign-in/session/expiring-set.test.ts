import { expect, test } from 'vitest'

import { createRemembered } from './expiring-set.ts'

test('forgets what is over, and the oldest when it has too many', () => {
  const clock = { now: 0 }
  const remembered = createRemembered(2, () => clock.now)
  const known = () => ['a', 'b', 'c', 'd'].filter((text) => remembered.has(text))
  remembered.add('a', 100)
  remembered.add('b', 10)
  clock.now = 50
  remembered.add('c', 100)
  expect(known()).toEqual(['a', 'c'])
  remembered.add('d', 100)
  expect(known()).toEqual(['c', 'd'])
})
