import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'

import { type ChatId, parseChatId } from '../../linq/chat-id.ts'
import { severalCsv, severalMarkdown } from './export.ts'
import { lookUpAll, type Outcome } from './lookups.ts'
import { mostIds, readIds } from './read-ids.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('reads each id once, in the order given, and tells what is none', () => {
  expect(readIds('46,45,,find 0046;45,0')).toEqual({ ids: ['46', '45'], refused: ['find', '0'], beyond: 0 })
})

test('takes 500 ids and tells how many more there were', () => {
  const { ids, beyond } = readIds(Array.from({ length: 503 }, (_, index) => index + 1).join(','))
  expect([ids.length, beyond]).toEqual([mostIds, 3])
})

const { ids } = readIds(Array.from({ length: 20 }, (_, index) => index + 1).join(','))

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

async function run(signal = new AbortController().signal) {
  const outcomes = new Map<ChatId, Outcome>()
  const waits: (number | null)[] = []
  await lookUpAll({
    queryClient: new QueryClient(),
    ids,
    signal,
    onOutcome: (id, outcome) => outcomes.set(id, outcome),
    onWait: (until) => waits.push(until),
  })
  return { outcomes, waits }
}

test('asks for four chats at a time, each once', async () => {
  const seen = stub(chat)
  const { outcomes } = await run()
  expect([seen.most, seen.asked.length, outcomes.size]).toEqual([4, 20, 20])
})

test('stops for the time a rate limit asks, then goes on; a chat refused again and again is told', async () => {
  vi.useFakeTimers()
  let refused = 0
  const seen = stub((id) => {
    if (id === '7' || (id === '3' && refused < 1)) {
      refused += 1
      return new Response('', { status: 429, headers: { 'retry-after': '2' } })
    }
    return chat(id)
  })
  const running = run()
  await vi.advanceTimersByTimeAsync(20_000)
  const { outcomes, waits } = await running
  expect(seen.asked.filter((id) => id === '3')).toHaveLength(2)
  expect(seen.asked.filter((id) => id === '7')).toHaveLength(4)
  expect(outcomes.get(parseChatId('7') ?? expect.unreachable())?.error?.failure).toBe('rate-limited')
  expect([...outcomes.values()].filter((outcome) => outcome?.answer)).toHaveLength(19)
  expect(waits.at(-1)).toBeNull()
})

test('ends early when nobody looks any more', async () => {
  const seen = stub(chat)
  await run(AbortSignal.abort())
  expect(seen.asked).toEqual([])
})

test('writes rows for a spreadsheet and for a ticket, failures included', async () => {
  stub((id) => (id === '2' ? new Response('', { status: 404 }) : chat(id)))
  const { outcomes } = await run()
  const rows = ids.slice(0, 2).map((id) => ({ id, outcome: outcomes.get(id) ?? null }))
  expect(severalCsv(rows).split('\r\n').slice(0, 3)).toEqual([
    '"Chat ID","State","Name","Service","Group","Messages","Participants"',
    `"1","ready","'=Chat 1|","","","",""`,
    '"2","bad-response","","","","",""',
  ])
  expect(severalMarkdown(rows).split('\n').slice(2, 4)).toEqual([
    String.raw`| 1 | ready | =Chat 1\| |  |  |  |  |`,
    '| 2 | bad-response |  |  |  |  |  |',
  ])
})
