import type { UseQueryResult } from '@tanstack/react-query'

import type { Chat } from '../../linq/chat.ts'
import type { ChatFailure } from '../../urls/page-states.ts'
import type { ChatAnswer } from './answer.ts'
import { ChatLookupError, isFinal } from './failure.ts'

/** What the screen says; `state` is also its `data-state`. */
export type ChatView = Loading | Ready | Failed

interface Loading {
  state: 'loading'
  /** For how many seconds already, where a picture says it. */
  waited?: number
}

export interface Ready {
  state: 'ready'
  /** What Linq said; with personal data hidden, nothing of it is left in here. */
  answer: ChatAnswer
  /** Why the copy could not be renewed, when the last try failed. */
  refreshError: ChatLookupError | null
  refreshing: boolean
  retry: () => void
  /** What the chat was when the page was opened, where a picture says it. */
  before?: Chat
}

interface Failed {
  state: ChatFailure
  error: ChatLookupError
  retry: () => void
}

type QueryFacts = Pick<UseQueryResult<ChatAnswer>, 'data' | 'error' | 'isFetching' | 'refetch'>

/** What is done to an answer before anything is drawn: nothing, or personal data is replaced. Null while that takes time. */
export type PrepareAnswer = (answer: ChatAnswer) => ChatAnswer | null

/**
 * Turns what the query knows into what the screen says. An older copy survives a hiccup, but not a verdict: a chat that
 * is gone must not keep showing.
 */
export function chatView({ data, error, isFetching, refetch }: QueryFacts, prepare: PrepareAnswer): ChatView {
  const retry = () => void refetch()
  // A fault of our own belongs to the error boundary; it is not Linq's.
  if (error && !(error instanceof ChatLookupError)) throw error
  if (error && (!data || isFinal(error)))
    return isFetching ? { state: 'loading' } : { state: error.failure, error, retry }
  const answer = data ? prepare(data) : null
  if (!answer) return { state: 'loading' }
  return { state: 'ready', answer, refreshError: error, refreshing: isFetching, retry }
}
