import type { UseQueryResult } from '@tanstack/react-query'

import type { Chat } from '../../linq/chat.ts'
import type { ChatFailure } from '../../urls/page-states.ts'
import type { ChatAnswer } from './answer.ts'
import { ChatLookupError, isFinal } from './failure.ts'

/** What a chat's page shows; `state` is its `data-state`. */
export type ChatView = Loading | Ready | Failed

interface Loading {
  state: 'loading'
  /** The elapsed seconds in a fixed state. */
  waited?: number
}

export interface Ready {
  state: 'ready'
  /** Masked while personal data is hidden. */
  answer: ChatAnswer
  /** Why the last refresh failed. */
  refreshError: ChatLookupError | null
  refreshing: boolean
  retry: () => void
  /** What changes are compared with in a fixed state. */
  before?: Chat
}

interface Failed {
  state: ChatFailure
  error: ChatLookupError
  retry: () => void
}

type ChatQueryResult = Pick<UseQueryResult<ChatAnswer>, 'data' | 'error' | 'isFetching' | 'refetch'>

/** Prepares an answer for rendering; null while that takes time. */
export type PrepareAnswer = (answer: ChatAnswer) => ChatAnswer | null

/** What the page shows for the state of the query. An earlier answer stays after a failed refresh, unless the failure is final. */
export function chatView({ data, error, isFetching, refetch }: ChatQueryResult, prepare: PrepareAnswer): ChatView {
  const retry = () => void refetch()
  // A bug, for the error boundary.
  if (error && !(error instanceof ChatLookupError)) throw error
  if (error && (!data || isFinal(error)))
    return isFetching ? { state: 'loading' } : { state: error.failure, error, retry }
  const answer = data ? prepare(data) : null
  if (!answer) return { state: 'loading' }
  return { state: 'ready', answer, refreshError: error, refreshing: isFetching, retry }
}
