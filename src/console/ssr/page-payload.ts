import type { QueryClient } from '@tanstack/react-query'

import type { ChatId } from '../../linq/chat-id.ts'
import { ChatLookupError, isTransient } from '../data/failure.ts'
import { chatQuery, keepRenderedFailure } from '../data/query.ts'
import { fixedNow } from '../settings/url-overrides.ts'
import { readSession } from '../sign-in/fetch-session.ts'
import { sessionQuery } from '../sign-in/session.ts'
import type { ChatAnswer, Reply } from '../data/answer.ts'
import { readReply } from '../data/read-reply.ts'

/** What a server sends along with the page of a chat, as JSON. */
export interface PagePayload {
  id: ChatId
  /** Whether the page came drawn. */
  rendered: boolean
  /** The zone it was drawn with, where this browser chose one, and what `local` was there. */
  zone: string | null
  localZone: string | null
  /** `GET /auth/session`'s answer; null where nobody signs in. */
  session: unknown
  /** What the chat's lookup got; null where the page looks the chat up itself. */
  reply: ReplyPayload | null
  /** Then the lookup was charged to the person's limit already: its one-time ticket, for {@link ticketHeader}. */
  ticket: string | null
}

/** A page that came with its chat. */
export type FilledPayload = PagePayload & { reply: ReplyPayload }

/** A lookup's answer over HTTP, with the few headers that are read. */
export interface ReplyPayload {
  status: number
  headers: Record<string, string>
  body: string
  /** Milliseconds that the lookup took. */
  durationMs: number
  /** When it was complete, milliseconds since 1970. */
  at: number
  /** Whether personal data was replaced in it because this page hides it. */
  hidden: boolean
}

/** The same as the page's own request would have got it. */
export const toReply = ({ headers, at, ...reply }: ReplyPayload): Reply => ({
  ...reply,
  attempts: 1,
  at: fixedNow() ?? at,
  header: (name) => headers[name] ?? null,
})

/** Fills in who is signed in, where that is known. */
export function seedKnownSession(session: unknown, queryClient: QueryClient): void {
  if (session !== null) queryClient.setQueryData(sessionQuery().queryKey, readSession(session))
}

/**
 * Fills the query cache from what came with a page, on the server to draw it and in the browser to go on from there.
 * @returns false for a failure that may pass: there is nothing to draw, since the page tries once more by itself.
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
    keepRenderedFailure(error)
    queryClient.getQueryCache().build<ChatAnswer, Error, ChatAnswer, string[]>(queryClient, chatQuery(id), {
      data: undefined,
      dataUpdateCount: 0,
      dataUpdatedAt: 0,
      error,
      errorUpdateCount: 1,
      errorUpdatedAt: Date.now(),
      fetchFailureCount: 1,
      fetchFailureReason: error,
      fetchMeta: null,
      isInvalidated: false,
      status: 'error',
      fetchStatus: 'idle',
    })
    return true
  }
}
