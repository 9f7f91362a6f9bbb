// A gateway for the tests of the bulk lookup.
import { QueryClient } from '@tanstack/react-query'
import { vi } from 'vitest'

import type { ChatId } from '../../linq/chat-id.ts'
import type { ChatLookupError } from '../data/failure.ts'
import { type Throttle, lookUpAll, type LookupResult } from './look-up-all.ts'
import { parseIds } from './parse-ids.ts'

export const { ids } = parseIds(Array.from({ length: 20 }, (_, index) => index + 1).join(','))

/** Answers each lookup, and records which were made and how many were pending at most. */
export function stub(answer: (id: string) => Response) {
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

/** A chat whose name a spreadsheet would run as a formula. */
export const chat = (id: string) => Response.json({ data: { id: Number(id), display_name: `=Chat ${id}|` } })

/** Looks all chats up, and resolves with what was reported. */
export async function run(signal = new AbortController().signal, wanted = ids, queryClient = new QueryClient()) {
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
