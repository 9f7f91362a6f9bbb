import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { use, useReducer } from 'react'

import type { Chat } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { isPosed } from '../settings/url-overrides.ts'
import { type ChatFailure, ChatLookupError, isVerdict } from '../data/failure.ts'
import { type ChatAnswer, chatQuery } from '../data/query.ts'

/** What the screen says; `state` is also its `data-state`. */
export type ChatView = { state: 'loading' } | Ready | Failed

export interface Ready {
  state: 'ready'
  /** What Linq said; with personal data hidden, nothing of it is left in here. */
  answer: ChatAnswer
  /** Why the copy could not be renewed, when the last try failed. */
  outdated: ChatLookupError | null
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
type Prepare = (answer: ChatAnswer) => ChatAnswer | null

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
  const answer = data ? prepare(data) : null
  if (!answer) return { state: 'loading' }
  return { state: 'ready', answer, outdated: error, refreshing: isFetching, retry }
}

/** The chat behind an id, as the screen shows it. */
export const useChatView = (id: ChatId, masked: boolean): ChatView =>
  usePose()(chatView(useQuery(chatQuery(id)), usePrepared(masked)), masked)

type Pose = (view: ChatView, masked: boolean) => ChatView
const unposed: Pose = (view) => view
const asItIs: Prepare = (answer) => answer

/** What comes on demand, and is asked for again when it could not be fetched. */
function onDemand<Loaded>(fetchIt: () => Promise<Loaded>): { load: () => Promise<Loaded>; use: () => Loaded } {
  let here: Loaded | undefined
  let coming: Promise<Loaded> | undefined
  const load = () =>
    (coming ??= fetchIt().then(
      (loaded) => (here = loaded),
      (error: unknown) => {
        coming = undefined
        throw error
      },
    ))
  return { load, use: () => here ?? use(load()) }
}

/** What hides personal data. Until it is there nothing is drawn. */
export const masking = onDemand(() => import('../data/mask-answer.ts'))
/** What makes a screen the same in every picture. */
export const posing = onDemand(() => import('../screenshot/fixed-states.ts'))

const usePose = (): Pose => (isPosed() ? posing.use().pose : unposed)

export function usePrepared(masked: boolean): Prepare {
  const [, redraw] = useReducer((times: number) => times + 1, 0)
  if (!masked) return asItIs
  const { maskAnswer } = masking.use()
  return (answer) => maskAnswer(answer, redraw)
}
