import { expect, test } from 'vitest'

import { type ChatId, parseChatId } from '../../linq/chat-id.ts'
import { breakerLimits, createCircuitBreaker } from './circuit-breaker.ts'

const id = (number: number): ChatId => parseChatId(String(number)) ?? expect.unreachable()

const leaseMs = 20_000

function setUp() {
  const clock = { now: 1_000_000 }
  const breaker = createCircuitBreaker(leaseMs, () => clock.now)
  const fail = (times: number, chats = times) => {
    for (let count = 0; count < times; count += 1) breaker.record(id(1 + (count % chats)), 'failing')
  }
  return { clock, breaker, fail }
}

test('stops calling an upstream that failed eight times in a row about several chats', () => {
  const { breaker, fail } = setUp()
  fail(breakerLimits.failures - 1)
  expect(breaker.wait()).toBe(0)
  fail(1)
  expect(breaker.wait()).toBe(breakerLimits.openMs)
  expect(breaker.isReachable()).toBe(false)
})

test('failures about one chat do not open the circuit', () => {
  const { breaker, fail } = setUp()
  fail(100, breakerLimits.subjects - 1)
  expect(breaker.wait()).toBe(0)
})

test('a success in between resets the count', () => {
  const { breaker, fail } = setUp()
  fail(breakerLimits.failures - 1)
  breaker.record(id(9), 'healthy')
  fail(breakerLimits.failures - 1)
  expect(breaker.wait()).toBe(0)
})

test('allows one trial call after five seconds, whose success closes the circuit', () => {
  const { breaker, clock, fail } = setUp()
  fail(breakerLimits.failures)
  clock.now += breakerLimits.openMs
  expect(breaker.wait()).toBe(0)
  expect(breaker.wait()).toBeGreaterThan(0)
  breaker.record(id(1), 'healthy')
  expect(breaker.wait()).toBe(0)
  expect(breaker.isReachable()).toBe(true)
})

test('a failed trial opens the circuit again, and a cancelled one decides nothing', () => {
  const { breaker, clock, fail } = setUp()
  fail(breakerLimits.failures)
  clock.now += breakerLimits.openMs
  expect(breaker.wait()).toBe(0)
  breaker.record(id(1), 'unknown')
  expect(breaker.wait()).toBe(0)
  breaker.record(id(1), 'unreachable')
  expect(breaker.wait()).toBe(breakerLimits.openMs)
})

test('allows another trial when one has no result by the end of its lease', () => {
  const { breaker, clock, fail } = setUp()
  fail(breakerLimits.failures)
  clock.now += breakerLimits.openMs
  expect(breaker.wait()).toBe(0)
  clock.now += leaseMs - 1
  expect(breaker.wait()).toBeGreaterThan(0)
  clock.now += 1
  expect(breaker.wait()).toBe(0)
})

test('is not reachable for half a minute after calls about three chats without reply', () => {
  const { clock } = setUp()
  const quiet = createCircuitBreaker(leaseMs, () => clock.now)
  quiet.record(id(1), 'unreachable')
  quiet.record(id(2), 'unreachable')
  expect(quiet.isReachable()).toBe(true)
  quiet.record(id(3), 'unreachable')
  expect(quiet.isReachable()).toBe(false)
  clock.now += 30_001
  expect(quiet.isReachable()).toBe(true)
  quiet.record(id(4), 'unreachable')
  expect(quiet.isReachable()).toBe(true)
})

test('is reachable again with any reply', () => {
  const { breaker } = setUp()
  for (const chat of [1, 2, 3]) breaker.record(id(chat), 'unreachable')
  expect(breaker.isReachable()).toBe(false)
  breaker.record(id(4), 'failing')
  expect(breaker.isReachable()).toBe(true)
})
