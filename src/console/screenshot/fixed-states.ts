import type { QueryClient } from '@tanstack/react-query'

import type { Chat } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { type FailureCode, failureStatus } from '../../linq/failure.ts'
import { ChatLookupError, type FailureDetails } from '../data/failure.ts'
import { fixedSignIn, fixedState, isShot, serverConfig } from '../settings/url-overrides.ts'
import type { Session } from '../sign-in/fetch-session.ts'
import { sessionQuery } from '../sign-in/session.ts'
import { matchPage } from '../../urls/pages.ts'
import type { ChatFailure } from '../../urls/page-states.ts'
import type { ChatAnswer } from '../data/answer.ts'
import type { ChatView, Ready } from '../data/view-state.ts'

/** Replaces IDs that differ per request. It does not look like an ID. */
const placeholder = 'fixed for pictures'

/** Fixes what differs per request. What the gateway and Linq answered stays. */
const fixedFacts = <ChatSummary extends Pick<ChatAnswer | FailureDetails, 'requestId' | 'traceId' | 'durationMs'>>(
  details: ChatSummary,
): ChatSummary => ({
  ...details,
  requestId: details.requestId && placeholder,
  traceId: details.traceId && placeholder,
  durationMs: details.durationMs === null ? null : 0,
})

const withFixedFacts = (view: ChatView): ChatView => {
  if (view.state === 'loading') return view
  if ('error' in view) return { ...view, error: withFixedErrorFacts(view.error) }
  return {
    ...view,
    answer: fixedFacts(view.answer),
    refreshError: view.refreshError && withFixedErrorFacts(view.refreshError),
  }
}

const withFixedErrorFacts = ({ failure, details }: ChatLookupError) => new ChatLookupError(failure, fixedFacts(details))

const noop = () => {}

/** A failure with a code of the gateway. */
const failed =
  (failure: ChatFailure, code: FailureCode, details: Partial<FailureDetails> = {}) =>
  () =>
    new ChatLookupError(failure, { status: failureStatus[code], code, requestId: placeholder, ...details })

/** Failures that no sample leads to, by their name in `hold`. */
const failures: Record<string, () => ChatLookupError> = {
  timeout: failed('timeout', 'upstream_timeout', { detail: 'Linq did not answer within 10 s.', attempts: 2 }),
  offline: () => new ChatLookupError('offline', { online: false }),
  'server-gone': () => new ChatLookupError('offline', { online: true, attempts: 2 }),
  'sign-in': failed('unauthorized', 'sign_in_required'),
  'proxy-sign-in': failed('unauthorized', 'sign_in_required', { requestId: null }),
  'not-allowed': failed('unauthorized', 'not_allowed'),
  'too-many': failed('rate-limited', 'too_many_lookups', { retryAfter: 12 }),
  overloaded: failed('upstream-error', 'overloaded', { retryAfter: 1, attempts: 2 }),
  draining: failed('upstream-error', 'draining', { retryAfter: 1, attempts: 2 }),
  'upstream-down': failed('upstream-error', 'upstream_down', { retryAfter: 5 }),
  audit: failed('upstream-error', 'audit_unavailable', { retryAfter: 5 }),
  'sign-in-unavailable': failed('upstream-error', 'sign_in_unavailable', { retryAfter: 5 }),
}

/** States of a chat's screen that no sample leads to, by their name in `hold`. */
const states: Record<string, (ready: Ready, masked: boolean) => ChatView> = {
  loading: () => ({ state: 'loading' }),
  slow: () => ({ state: 'loading', waited: 8 }),
  refreshing: (ready) => ({ ...ready, refreshing: true }),
  outdated: (ready) => ({
    ...ready,
    refreshError: new ChatLookupError('upstream-error', { status: 502, attempts: 2 }),
  }),
  changed: (ready, masked) => ({
    ...ready,
    before: earlierVersion(ready.answer.chat, masked ? 'Participant C' : '+12025550199'),
  }),
  crash: () => {
    throw new Error('The URL asks for this page in its crashed state')
  },
}

/** Failures of a search alone. */
const findFailures: Record<string, () => ChatLookupError> = {
  'find-off': failed('unauthorized', 'find_off'),
  'find-not-allowed': failed('unauthorized', 'find_not_allowed'),
  'too-many-searches': failed('rate-limited', 'too_many_searches', { retryAfter: 12 }),
}

/** The names of the states that {@link applyFixedStates} and {@link fixedSearch} know. */
export const fixedLookupStates = [...Object.keys(states), ...Object.keys(failures), ...Object.keys(findFailures)]

/** Makes a chat's page reproducible (`shot`), or puts it into a state that needs time or an outage (`hold`). */
export function applyFixedStates(view: ChatView, masked: boolean): ChatView {
  const shown = isShot() ? withFixedFacts(view) : view
  const name = fixedState() ?? ''
  if (shown.state !== 'ready') return shown
  const error = failures[name]?.()
  return error ? { state: error.failure, error, retry: noop } : (states[name]?.(shown, masked) ?? shown)
}

/**
 * What the page of a search is put into by `hold`, and its failure with what differs per request fixed.
 * @param error why the search failed.
 */
export function fixedSearch(error: Error | null): { held: ChatLookupError | 'loading' | null; error: Error | null } {
  const name = fixedState() ?? ''
  return {
    held: name === 'loading' ? name : ((findFailures[name] ?? failures[name])?.() ?? null),
    error: error instanceof ChatLookupError && isShot() ? withFixedErrorFacts(error) : error,
  }
}

/** The lookups that a bulk page makes in a fixed state, and its throttle. */
export function fixedLookups(ids: readonly ChatId[]): { ids: readonly ChatId[]; throttle: { kind: 'slow' } | null } {
  const state = fixedState()
  const isLoading = state === 'loading' || state === 'too-many'
  return { ids: isLoading ? ids.slice(0, 2) : ids, throttle: state === 'too-many' ? { kind: 'slow' } : null }
}

const signedOut: Session = { signIn: 'oidc', person: null, allowed: false, until: null }
const signedIn: Session = {
  signIn: 'oidc',
  person: { email: 'support@example.com', name: 'Sam Support', id: 'sample' },
  allowed: true,
  until: '2026-01-01T20:00:00.000Z',
}
const atProxy = { signIn: 'proxy', until: null } as const

const sessions: Partial<Record<string, () => Session>> = {
  'sign-in': () => signedOut,
  'signed-in': () => signedIn,
  // A chat's page shows what its own lookup said, any other what the session says.
  'not-allowed': () => ({ ...signedIn, allowed: matchPage(location.pathname)?.name === 'chat' }),
  proxy: () => ({ ...signedIn, ...atProxy }),
  'proxy-sign-in': () => ({ ...signedOut, ...atProxy }),
  'sign-in-unavailable': () => ({ ...signedOut, ...atProxy }),
}

export const fixedSessions = Object.keys(sessions)

/** Fills the query cache with the session of a fixed state. */
export function seedSession(queryClient: QueryClient): void {
  const session =
    sessions[fixedState() ?? '']?.() ?? (serverConfig('sign-in') === '' && fixedSignIn() ? signedOut : null)
  if (session) queryClient.setQueryData(sessionQuery().queryKey, session)
}

/** An earlier version of a chat: fewer messages, one participant who has not joined yet, and one who has left since. */
function earlierVersion(chat: Chat, left: string): Chat {
  const [first, ...others] = chat.participants ?? []
  return {
    ...chat,
    messageCount: '12',
    participants: first ? [...others, { ...first, id: '122', address: left }] : undefined,
  }
}
