// Fills the query cache from a page payload, on the server to render and in the browser to hydrate.
import type { QueryClient } from '@tanstack/react-query'

import type { ChatId } from '../../linq/chat-id.ts'
import type { Reply } from '../data/answer.ts'
import { ChatLookupError } from '../data/failure.ts'
import { chatQuery, takeFirstLookup, unshownFailures } from '../data/query.ts'
import { isTransient, readReply } from '../data/read-reply.ts'
import { readSession } from '../sign-in/fetch-session.ts'
import { sessionQuery } from '../sign-in/session.ts'

/** @param session the answer of `GET /auth/session`; null where it is not known. */
export function seedSession(session: unknown, queryClient: QueryClient): void {
  if (session !== null) queryClient.setQueryData(sessionQuery().queryKey, readSession(session))
}

/** @returns false for a transient failure, which is not rendered: the browser retries it. */
export function seedChat(id: ChatId, reply: Reply, queryClient: QueryClient): boolean {
  try {
    queryClient.setQueryData(chatQuery(id).queryKey, readReply(id, reply))
    return true
  } catch (error) {
    if (!(error instanceof ChatLookupError)) throw error
    if (isTransient(error)) return false
    unshownFailures.add(error)
    const query = queryClient.getQueryCache().build(queryClient, queryClient.defaultQueryOptions(chatQuery(id)))
    query.setState({ status: 'error', error, errorUpdateCount: 1, errorUpdatedAt: Date.now() })
    return true
  }
}

/** Seeds the chat of a server-rendered page. Its code is not part of the first load, so this follows when it is rendered. */
export function hydrateChat(queryClient: QueryClient): void {
  const first = takeFirstLookup(queryClient, true)
  if (first?.reply) seedChat(first.id, first.reply, queryClient)
}
