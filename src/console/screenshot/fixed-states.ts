import type { Chat } from '../../linq/chat.ts'
import { type FailureCode, failureStatus } from '../../linq/failure.ts'
import { ChatLookupError, type FailureFacts } from '../data/failure.ts'
import { held, isShot } from '../settings/url-overrides.ts'
import type { ChatFailure } from '../../urls/page-states.ts'
import type { ChatAnswer } from '../data/answer.ts'
import type { ChatView, Ready } from '../data/view-state.ts'

/** Stands for what is another at each request, in words that nobody takes for an id. */
const fixed = 'fixed for pictures'

/** What of a request differs from time to time, the same in every picture. What the gateway and Linq said stays. */
const fixedFacts = <Facts extends Pick<ChatAnswer | FailureFacts, 'requestId' | 'traceId' | 'durationMs'>>(
  facts: Facts,
): Facts => ({
  ...facts,
  requestId: facts.requestId && fixed,
  traceId: facts.traceId && fixed,
  durationMs: facts.durationMs === null ? null : 0,
})

const still = (view: ChatView): ChatView => {
  if (view.state === 'loading') return view
  if ('error' in view) return { ...view, error: stillError(view.error) }
  return { ...view, answer: fixedFacts(view.answer), outdated: view.outdated && stillError(view.outdated) }
}

const stillError = ({ failure, facts }: ChatLookupError) => new ChatLookupError(failure, fixedFacts(facts))

const nothing = () => {}

/** A chat's screen after a failure that the gateway named, as it would name it. */
const failed =
  (failure: ChatFailure, code: FailureCode, facts: Partial<FailureFacts> = {}) =>
  (): ChatView => ({
    state: failure,
    error: new ChatLookupError(failure, { status: failureStatus[code], code, requestId: fixed, ...facts }),
    retry: nothing,
  })

/** The states of a chat's screen that no sample leads to, by the name that `hold` gives them. */
const holds: Record<string, (ready: Ready, masked: boolean) => ChatView> = {
  loading: () => ({ state: 'loading' }),
  slow: () => ({ state: 'loading' }),
  refreshing: (ready) => ({ ...ready, refreshing: true }),
  outdated: (ready) => ({ ...ready, outdated: new ChatLookupError('upstream-error', { status: 502, attempts: 2 }) }),
  changed: (ready, masked) => ({
    ...ready,
    before: earlier(ready.answer.chat, masked ? 'Participant C' : '+12025550199'),
  }),
  timeout: failed('timeout', 'upstream_timeout', { detail: 'Linq did not answer within 10 s.', attempts: 2 }),
  offline: () => ({ state: 'offline', error: new ChatLookupError('offline', { online: false }), retry: nothing }),
  'server-gone': () => ({
    state: 'offline',
    error: new ChatLookupError('offline', { online: true, attempts: 2 }),
    retry: nothing,
  }),
  'sign-in': failed('unauthorized', 'sign_in_required'),
  'proxy-sign-in': failed('unauthorized', 'sign_in_required', { requestId: null }),
  'not-allowed': failed('unauthorized', 'not_allowed'),
  'too-many': failed('rate-limited', 'too_many_lookups', { retryAfter: 12 }),
  overloaded: failed('upstream-error', 'overloaded', { retryAfter: 1, attempts: 2 }),
  draining: failed('upstream-error', 'draining', { retryAfter: 1, attempts: 2 }),
  'upstream-down': failed('upstream-error', 'upstream_down', { retryAfter: 5 }),
  audit: failed('upstream-error', 'audit_unavailable', { retryAfter: 5 }),
  'sign-in-unavailable': failed('upstream-error', 'sign_in_unavailable', { retryAfter: 5 }),
  crash: () => {
    throw new Error('The address holds this page in its crashed state')
  },
}

/** The names of the states that {@link pose} can hold a chat's page in. */
export const heldStates = Object.keys(holds)

/**
 * Makes a chat's screen the same in every picture (`shot`), or puts it into a state that only time or bad luck would
 * bring (`hold`, with sandbox data).
 */
export function pose(view: ChatView, masked: boolean): ChatView {
  const shown = isShot() ? still(view) : view
  const hold = holds[held() ?? '']
  return hold && shown.state === 'ready' ? hold(shown, masked) : shown
}

/** A chat as it might have been before: fewer messages, one participant not there yet, and one who has left since. */
function earlier(chat: Chat, left: string): Chat {
  const [first, ...others] = chat.participants ?? []
  return {
    ...chat,
    messageCount: '12',
    participants: first ? [...others, { ...first, id: '122', address: left }] : null,
  }
}
