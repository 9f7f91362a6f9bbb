import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { use } from 'react'

import type { ChatId } from '../../linq/chat-id.ts'
import { type ChatFailure, ChatLookupError, isVerdict } from './failure.ts'
import { type ChatAnswer, chatQuery } from './query.ts'

/** What the screen says; `state` is also its `data-state`. */
export type ChatView =
  | { state: 'loading' }
  | {
      state: 'ready'
      /** What Linq said; with personal data hidden, nothing of it is left in here. */
      answer: ChatAnswer
      /** Why the copy could not be renewed, when the last try failed. */
      outdated: ChatLookupError | null
      refreshing: boolean
      retry: () => void
    }
  | { state: ChatFailure; error: ChatLookupError; retry: () => void }

type QueryFacts = Pick<UseQueryResult<ChatAnswer>, 'data' | 'error' | 'isFetching' | 'refetch'>

/** What is done to an answer before anything is drawn: nothing, or personal data is replaced. */
type Prepare = (answer: ChatAnswer) => ChatAnswer

/**
 * Turns what the query knows into what the screen says. An older copy survives a hiccup, but not a verdict: a chat that
 * is gone must not keep showing.
 */
export function chatView({ data, error, isFetching, refetch }: QueryFacts, prepare: Prepare): ChatView {
  const retry = () => void refetch()
  // A fault of our own belongs to the error boundary; it is not Linq's.
  if (error && !(error instanceof ChatLookupError)) throw error
  if (error && (!data || isVerdict(error)))
    return isFetching ? { state: 'loading' } : { state: error.failure, error, retry }
  if (!data) return { state: 'loading' }
  return { state: 'ready', answer: prepare(data), outdated: error, refreshing: isFetching, retry }
}

/** The chat behind an id, as the screen shows it. */
export const useChatView = (id: ChatId, masked: boolean): ChatView =>
  chatView(useQuery(chatQuery(id)), usePrepared(masked))

let mask: Promise<{ maskAnswer: Prepare }> | undefined
const asItIs: Prepare = (answer) => answer

/** Fetches what hides personal data; asked for again when it could not be fetched. */
export function loadMask(): Promise<{ maskAnswer: Prepare }> {
  mask ??= import('./mask-answer.ts').catch((error: unknown) => {
    mask = undefined
    throw error
  })
  return mask
}

/** What hides personal data comes on demand; until it is there nothing is drawn. */
export const usePrepared = (masked: boolean): Prepare => (masked ? use(loadMask()).maskAnswer : asItIs)
