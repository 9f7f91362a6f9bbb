import type { QueryClient } from '@tanstack/react-query'

import type { ChatId } from '../../linq/chat-id.ts'
import { ChatLookupError } from '../data/failure.ts'
import { chatQuery, unshownFailures } from '../data/query.ts'
import { fixedNow } from '../settings/url-overrides.ts'
import { readSession } from '../sign-in/fetch-session.ts'
import { sessionQuery } from '../sign-in/session.ts'
import type { Reply } from '../data/answer.ts'
import { isTransient, readReply } from '../data/read-reply.ts'

/** The JSON in the page of a chat. */
export interface PagePayload {
  id: ChatId
  /** Whether the page is server-rendered. */
  rendered: boolean
  /** The zone it was rendered with, if the browser chose one, and what `local` stood for. */
  zone: string | null
  localZone: string | null
  /** The answer of `GET /auth/session`; null where no sign-in is configured. */
  session: unknown
  /** Null where the browser looks the chat up. */
  reply: ReplyPayload | null
  /** Then a one-time ticket for {@link ticketHeader}: the lookup was already counted against the person's limit. */
  ticket: string | null
}

export type FilledPayload = PagePayload & { reply: ReplyPayload }

export interface ReplyPayload {
  status: number
  headers: Record<string, string>
  body: string
  durationMs: number
  /** When it was received, milliseconds since 1970. */
  at: number
  /** Whether personal data is masked in it. */
  hidden: boolean
}

export const toReply = ({ headers, at, ...reply }: ReplyPayload): Reply => ({
  ...reply,
  attempts: 1,
  at: fixedNow() ?? at,
  header: (name) => headers[name] ?? (name === 'date' ? new Date(at).toUTCString() : null),
})

export function seedKnownSession(session: unknown, queryClient: QueryClient): void {
  if (session !== null) queryClient.setQueryData(sessionQuery().queryKey, readSession(session))
}

/**
 * Fills the query cache from a payload, on the server to render and in the browser to hydrate.
 * @returns false for a transient failure, which is not rendered: the browser retries it.
 */
export function seedQueries(
  { id, session, reply }: Pick<FilledPayload, 'id' | 'session' | 'reply'>,
  queryClient: QueryClient,
): boolean {
  seedKnownSession(session, queryClient)
  try {
    queryClient.setQueryData(chatQuery(id).queryKey, readReply(id, toReply(reply)))
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
