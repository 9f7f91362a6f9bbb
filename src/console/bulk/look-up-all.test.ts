import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import { failureBody } from '../../linq/failure.ts'
import { chatQuery } from '../data/query.ts'
import { parseIds } from './parse-ids.ts'
import { chat, ids, run, stub } from './testing.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('looks up four chats at a time, each once', async () => {
  const seen = stub(chat)
  const { outcomes } = await run()
  expect([seen.most, seen.asked.length, outcomes.size]).toEqual([4, 20, 20])
})

test('repeats a shared lookup that was cancelled elsewhere', async () => {
  const seen = stub(chat)
  const queryClient = new QueryClient()
  const [first = expect.unreachable()] = ids
  const early = queryClient.query(chatQuery(first)).catch(() => {})
  const running = run(new AbortController().signal, ids, queryClient)
  // By then it has asked for three others.
  while (seen.asked.length < 4) await Promise.resolve()
  await queryClient.cancelQueries({ queryKey: chatQuery(first).queryKey })
  await early
  expect((await running).outcomes.get(first)?.answer?.chat.id).toBe(first)
  expect(seen.asked.filter((id) => id === first)).toHaveLength(2)
})

test('waits as long as a rate limit asks, then continues; reports a chat that is refused each time', async () => {
  vi.useFakeTimers()
  let invalid = 0
  const seen = stub((id) => {
    if (id === '7' || (id === '3' && invalid < 1)) {
      invalid += 1
      return new Response('', { status: 429, headers: { 'retry-after': '2' } })
    }
    return chat(id)
  })
  const running = run()
  await vi.advanceTimersByTimeAsync(20_000)
  const { outcomes, holds } = await running
  expect(seen.asked.filter((id) => id === '3')).toHaveLength(2)
  expect(seen.asked.filter((id) => id === '7')).toHaveLength(4)
  expect(outcomes.get(parseChatId('7') ?? expect.unreachable())?.error?.failure).toBe('rate-limited')
  expect([...outcomes.values()].filter((outcome) => outcome?.answer)).toHaveLength(19)
  expect(holds).toContain('wait')
  expect(holds.at(-1)).toBeNull()
})

const named = (status: number, code: string, retryAfter?: number) =>
  new Response(failureBody(status, code, '', ''), {
    status,
    headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  })

test('loads all 500 despite the limit per person, says why it is slow, and makes few failing requests', async () => {
  vi.useFakeTimers()
  let free = 20
  let invalid = 0
  const refill = setInterval(() => (free = Math.min(20, free + 1)), 1000)
  const seen = stub((id) => {
    if (free === 0) {
      invalid += 1
      return named(429, 'too_many_lookups', 1)
    }
    free -= 1
    return chat(id)
  })
  const many = parseIds(Array.from({ length: 500 }, (_, index) => index + 1).join(',')).ids
  const running = run(new AbortController().signal, many)
  await vi.advanceTimersByTimeAsync(600_000)
  const { outcomes, holds } = await running
  clearInterval(refill)
  expect([...outcomes.values()].filter((outcome) => outcome?.answer)).toHaveLength(500)
  expect(seen.asked.length).toBe(500 + invalid)
  expect(invalid).toBeLessThan(500)
  expect(new Set(holds.slice(0, -1))).toEqual(new Set(['slow']))
  expect(holds.at(-1)).toBeNull()
})

test('does not count this console’s limit as a retry of a chat', async () => {
  vi.useFakeTimers()
  let invalid = 0
  stub((id) => {
    if (id !== '3') return chat(id)
    invalid += 1
    return invalid <= 3 ? named(429, 'rate_limited', 1) : invalid <= 9 ? named(429, 'too_many_lookups', 1) : chat(id)
  })
  const running = run()
  await vi.advanceTimersByTimeAsync(30_000)
  const { outcomes } = await running
  expect([...outcomes.values()].filter((outcome) => outcome?.answer)).toHaveLength(20)
})

test.each(['overloaded', 'draining', 'upstream_down', 'audit_unavailable', 'sign_in_unavailable'])(
  'waits as long as %s asks, then retries',
  async (code) => {
    vi.useFakeTimers()
    let invalid = 0
    const seen = stub((id) => (id === '2' && (invalid += 1) === 1 ? named(503, code, 5) : chat(id)))
    const running = run()
    await vi.advanceTimersByTimeAsync(4000)
    const early = seen.asked.filter((id) => id === '2').length
    await vi.advanceTimersByTimeAsync(10_000)
    const { outcomes, holds } = await running
    expect(early).toBe(1)
    expect(holds).toEqual(['wait', null])
    expect([...outcomes.values()].filter((outcome) => outcome?.answer)).toHaveLength(20)
  },
)

test.each([
  [401, 'sign_in_required'],
  [403, 'not_allowed'],
  [403, 'forbidden'],
])('stops at the first %i %s, which applies to every lookup', async (status, code) => {
  const seen = stub((id) => (Number(id) > 6 ? named(status, code) : chat(id)))
  const { outcomes, refusals } = await run()
  expect(refusals.map(({ details }) => details.code)).toEqual([code])
  expect(seen.asked.length).toBeLessThanOrEqual(10)
  expect([...outcomes.values()].every((outcome) => outcome?.answer)).toBe(true)
})

test('continues after a chat that the token may not read', async () => {
  stub((id) => (id === '2' ? named(502, 'upstream_forbidden') : chat(id)))
  const { outcomes, refusals } = await run()
  expect(refusals).toEqual([])
  expect(outcomes.size).toBe(20)
})

test('ends early when aborted', async () => {
  const seen = stub(chat)
  await run(AbortSignal.abort())
  expect(seen.asked).toEqual([])
})
