import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query'

import { findPath, type FindRequest, readFoundChats } from '../../linq/find.ts'
import { ChatLookupError } from '../data/failure.ts'
import { send } from '../data/query.ts'
import { failureOf, replyDetails } from '../data/read-reply.ts'
import { keptMs, searchKey, targetOf } from './searches.ts'

/** One page of the list, as it was received, and what asks for the next one. */
export interface FoundPage {
  body: string
  nextCursor: string | null
  /** Milliseconds since 1970, on the server's clock. */
  at: number
}

export type FoundPages = Pick<InfiniteData<FoundPage>, 'pages'>

/**
 * The list of the chats of a search. Each page counts against a limit per minute, so that none is asked for twice: not on
 * Back, not on focus, and not by a silent retry.
 */
export const findQuery = (searchId: string) =>
  infiniteQueryOptions({
    queryKey: searchKey(searchId),
    queryFn: ({ pageParam, signal }) => fetchPage(searchId, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    retry: false,
    networkMode: 'always',
    refetchOnMount: false,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
    staleTime: Infinity,
    gcTime: keptMs,
    structuralSharing: false,
  })

async function fetchPage(searchId: string, cursor: string | null, signal: AbortSignal): Promise<FoundPage> {
  const { handle } = targetOf(searchId) ?? {}
  if (handle === undefined) throw new Error('This search is forgotten')
  const request: FindRequest = { handle, ...(cursor !== null && { cursor }) }
  const reply = await send(findPath, 1, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal,
  })
  const { status, body, at } = reply
  if (status !== 200) {
    const error = failureOf(reply)
    // A 404 is not from a server that can find chats.
    throw error.failure === 'not-found' ? new ChatLookupError('bad-response', error.details) : error
  }
  const { found, problem } = readFoundChats(body)
  if (!found) throw new ChatLookupError('bad-response', { ...replyDetails(reply), at, detail: `The answer ${problem}` })
  return { body, nextCursor: found.nextCursor, at }
}
