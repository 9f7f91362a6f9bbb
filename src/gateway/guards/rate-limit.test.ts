import { expect, test } from 'vitest'

import { burst, checkRateLimit, createRateLimiter } from './rate-limit.ts'

function setUp(perMinute: number) {
  const clock = { now: 1000 }
  return { clock, take: createRateLimiter(perMinute, burst, () => clock.now) }
}

test('allows a burst at once, then as many lookups as the rate', () => {
  const { clock, take } = setUp(60)
  for (let count = 0; count < burst; count += 1) expect(take('ann')).toBe(0)
  expect(take('ann')).toBe(1000)
  clock.now += 1000
  expect(take('ann')).toBe(0)
  expect(take('ann')).toBeGreaterThan(0)
})

test('over a minute no person gets more than the rate and one burst', () => {
  const { clock, take } = setUp(60)
  let taken = 0
  for (const end = clock.now + 60_000; clock.now < end; clock.now += 10) if (take('ann') === 0) taken += 1
  expect(taken).toBe(60 + burst - 1)
})

test('one person does not use up the limit of another', () => {
  const { take } = setUp(1)
  for (let count = 0; count < 2 * burst; count += 1) take('ann')
  expect(take('ann')).toBeGreaterThan(0)
  expect(take('bob')).toBe(0)
})

test('a refused lookup is not charged', () => {
  const { clock, take } = setUp(60)
  for (let count = 0; count < 10 * burst; count += 1) take('ann')
  clock.now += 1000
  expect(take('ann')).toBe(0)
})

test('0 is no limit', () => {
  const { take } = setUp(0)
  for (let count = 0; count < 1000; count += 1) expect(take('ann')).toBe(0)
})

test('says how long to wait, in whole seconds', () => {
  const { take } = setUp(7)
  for (let count = 0; count < burst; count += 1) expect(checkRateLimit(take, 'ann', 7)).toBeNull()
  expect(checkRateLimit(take, 'ann', 7)).toMatchObject({
    status: 429,
    code: 'too_many_lookups',
    headers: { 'retry-after': '9' },
    body: expect.stringContaining('allows each person 20 lookups at once, and 7 a minute. Wait 9 s.'),
  })
})

test('tracks a bounded number of people, the most recent ones', () => {
  const { take } = setUp(1)
  for (let count = 0; count < burst; count += 1) take('ann')
  for (let person = 0; person < 9_999; person += 1) take(`p${person}`)
  expect(take('ann')).toBeGreaterThan(0)
  for (let person = 0; person < 10_000; person += 1) take(`q${person}`)
  // A refused request is a request.
  expect(take('ann')).toBeGreaterThan(0)
  for (let person = 0; person < 20_000; person += 1) take(`r${person}`)
  expect(take('ann')).toBe(0)
})

test.each([1, 3, 7, 11, 13, 17])('allows all of %i requests at once, at any time of the clock', (capacity) => {
  for (const start of [0.1, 1234.56789, 98_765_432.1]) {
    const take = createRateLimiter(capacity, capacity, () => start)
    for (let count = 0; count < capacity; count += 1) expect(take('ann'), `${start}`).toBe(0)
    expect(take('ann')).toBe(Math.floor(60_000 / capacity))
  }
})
