import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'

import { type ChatId, parseChatId } from '../../linq/chat-id.ts'
import { failureBody } from '../../linq/failure.ts'
import { bulkCsv, bulkMarkdown } from './export.ts'
import type { ChatLookupError } from '../data/failure.ts'
import { chatQuery } from '../data/query.ts'
import { type Throttle, lookUpAll, type LookupResult } from './look-up-all.ts'
import { maxIds, parseIds } from './parse-ids.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('reads each ID once, in order, and reports invalid entries', () => {
  expect(parseIds('46,45,,find 0046;45,0')).toEqual({ ids: ['46', '45'], invalid: ['find', '0'], excess: 0 })
})

test.each(['45,46.', '45,46)', '#45, #46', '"45","46"', '[45,46]', '45,46).'])('reads the IDs in %j', (text) => {
  expect(parseIds(text)).toEqual({ ids: ['45', '46'], invalid: [], excess: 0 })
})

test('reads a plus between digits as an encoded space, and no phone number', () => {
  expect(parseIds('45+46,+12025550123,45++12025550123')).toEqual({
    ids: ['45', '46'],
    invalid: ['+12025550123', '45++12025550123'],
    excess: 0,
  })
})

test('limits the IDs to 500 and counts the others', () => {
  const { ids, excess } = parseIds(Array.from({ length: 503 }, (_, index) => index + 1).join(','))
  expect([ids.length, excess]).toEqual([maxIds, 3])
})

const { ids } = parseIds(Array.from({ length: 20 }, (_, index) => index + 1).join(','))

/** A gateway that answers each id as told, and remembers how many requests were under way at most. */
function stub(answer: (id: string) => Response) {
  const seen = { asked: new Array<string>(), underWay: 0, most: 0 }
  vi.stubGlobal('fetch', async (path: string) => {
    const id = path.split('/').at(-1) ?? ''
    seen.asked.push(id)
    seen.underWay += 1
    seen.most = Math.max(seen.most, seen.underWay)
    await new Promise((resolve) => setTimeout(resolve, 1))
    seen.underWay -= 1
    return answer(id)
  })
  return seen
}

const chat = (id: string) => Response.json({ data: { id: Number(id), display_name: `=Chat ${id}|` } })

async function run(signal = new AbortController().signal, wanted = ids, queryClient = new QueryClient()) {
  const outcomes = new Map<ChatId, LookupResult>()
  const holds: (Throttle['kind'] | null)[] = []
  const refusals: ChatLookupError[] = []
  await lookUpAll({
    queryClient,
    ids: wanted,
    signal,
    onOutcome: (id, outcome) => outcomes.set(id, outcome),
    onThrottle: (throttle) => holds.push(throttle?.kind ?? null),
    onRefusal: (error) => refusals.push(error),
  })
  return { outcomes, holds, refusals }
}

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

test('exports rows as CSV and Markdown, failures included', async () => {
  stub((id) => (id === '2' ? new Response('', { status: 404 }) : chat(id)))
  const { outcomes } = await run()
  const rows = ids.slice(0, 2).map((id) => ({ id, outcome: outcomes.get(id) ?? null }))
  expect(bulkCsv(rows).split('\r\n').slice(0, 3)).toEqual([
    '"Chat ID","State","Name","Service","Group","Messages","Participants","Numbers"',
    `"1","ready","'=Chat 1|","missing","missing","missing","missing",""`,
    '"2","bad-response","","","","","",""',
  ])
  const source = { href: 'https://console.example.com/chats?ids=1,2', sourceLabel: 'Sandbox data', masked: false }
  const [first = expect.unreachable(), second = expect.unreachable()] = rows
  const at = Date.parse('2026-11-22T10:00:00Z')
  Object.assign(outcomes.get(first.id)?.answer ?? {}, { fetchedAt: at })
  expect(bulkMarkdown(rows, source).split('\n').slice(2)).toEqual([
    '| [1](https://console.example.com/chats/1) | `ready` | `=Chat 1\\|` | missing | missing | missing | missing |  |',
    '| [2](https://console.example.com/chats/2) | `bad-response` |  |  |  |  |  |  |',
    '',
    'Sandbox data · 2026-11-22 10:00:00 UTC',
    '',
  ])
  const copied = bulkMarkdown([first, { ...second, outcome: null }], { ...source, masked: true })
  expect(copied).toContain('Sandbox data · 2026-11-22 10:00:00 UTC · 1 of 2 loaded · Personal data not included')
})

const many = Array.from({ length: 102 }, (_, index) => `+1202555${1000 + index}`)

test.each([
  [['+12025550101', '+12025550102'], '+12025550101; +12025550102', '`+12025550101`; `+12025550102`'],
  [['=1+1', null, {}], "'=1+1; null; missing", '`=1+1`; null; missing'],
  [['+12025550101', '+cmd'], "'+12025550101; +cmd", '`+12025550101`; `+cmd`'],
  [['+1', ';=1+1'], "'+1; ;=1+1", '`+1`; `;=1+1`'],
  [[], '', ''],
  [many, /^'\+12025551000; .*; \+12025551099; and 2 more$/, /`\+12025551099`; and 2 more$/],
])('exports the numbers of %j, which no spreadsheet runs as a formula', async (chat_handles, inCsv, inMarkdown) => {
  stub(() => Response.json({ data: { id: 1, chat_handles } }))
  const { outcomes } = await run(undefined, ids.slice(0, 1))
  const rows = [...outcomes].map(([id, outcome]) => ({ id, outcome }))
  const [, row = ''] = bulkCsv(rows).split('\r\n')
  expect(row.split(',').at(-1)?.slice(1, -1)).toEqual(typeof inCsv === 'string' ? inCsv : expect.stringMatching(inCsv))
  const source = { href: 'https://console.example.com/', sourceLabel: 'Sandbox data', masked: false }
  const [, , line = ''] = bulkMarkdown(rows, source).split('\n')
  const cell = line.split(' | ').at(-1)?.replace(/ \|$/, '')
  expect(cell).toEqual(typeof inMarkdown === 'string' ? inMarkdown : expect.stringMatching(inMarkdown))
})
