import type { PageName } from './pages.ts'

/** Every way a search can fail. */
export const searchFailures = [
  'unauthorized',
  'rate-limited',
  'upstream-error',
  'timeout',
  'offline',
  'bad-response',
] as const

export type SearchFailure = (typeof searchFailures)[number]

/** Every way a lookup can end without a chat. An invalid id is not one of them: it is never looked up. */
export type ChatFailure = 'not-found' | SearchFailure

/** Every screen (`data-view` on `<main>`) with every state it can be in (`data-state`). */
export const pageStates = {
  lookup: ['ready'],
  chat: ['loading', 'ready', 'invalid-id', 'not-found', ...searchFailures],
  several: ['loading', 'ready', 'invalid-id', 'unauthorized'],
  find: ['loading', 'ready', 'nothing-found', 'no-number', 'off', ...searchFailures],
  'sign-in': ['required', 'signed-out', 'failed', 'signed-in', 'not-allowed', 'off'],
  qa: ['ready', 'off'],
  'no-page': ['not-found'],
  crash: ['crash'],
} as const satisfies Record<PageName | 'no-page' | 'crash', readonly string[]>

/** A screen's two markers, a pair that exists. */
export type PageState = {
  [View in keyof typeof pageStates]: { view: View; state: (typeof pageStates)[View][number] }
}[keyof typeof pageStates]
