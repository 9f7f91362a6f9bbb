import { useQuery, type UseQueryResult } from '@tanstack/react-query'

import type { Chat } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { type ChatFailure, ChatLookupError, isVerdict } from './failure.ts'
import { chatQuery } from './query.ts'

/** What the screen says; `state` is also its `data-state`. */
export type ChatView =
  | { state: 'loading' }
  | {
      state: 'ready'
      chat: Chat
      /** When this copy came, milliseconds since 1970. */
      fetchedAt: number
      /** Why the copy could not be renewed, when the last try failed. */
      outdated: ChatLookupError | null
      refreshing: boolean
      retry: () => void
    }
  | { state: ChatFailure; error: ChatLookupError; retry: () => void }

type QueryFacts = Pick<UseQueryResult<Chat>, 'data' | 'error' | 'isFetching' | 'dataUpdatedAt' | 'refetch'>

/** Turns what the query knows into what the screen says. An older copy survives a hiccup, but not a verdict: a chat that is gone must not keep showing. */
export function chatView({ data, error, isFetching, dataUpdatedAt, refetch }: QueryFacts): ChatView {
  const retry = () => void refetch()
  // A fault of our own belongs to the error boundary; it is not Linq's.
  if (error && !(error instanceof ChatLookupError)) throw error
  if (error && (!data || isVerdict(error))) return { state: error.failure, error, retry }
  if (!data) return { state: 'loading' }
  return { state: 'ready', chat: data, fetchedAt: dataUpdatedAt, outdated: error, refreshing: isFetching, retry }
}

/** The chat behind an id, as the screen shows it. */
export const useChatView = (id: ChatId): ChatView => chatView(useQuery(chatQuery(id)))
