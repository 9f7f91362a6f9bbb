import { chatFailures } from './data/failure.ts'

/** Every screen (`data-view` on `<main>`) with every state it can be in (`data-state`). */
export const pageStates = {
  lookup: ['ready'],
  chat: ['loading', 'ready', 'invalid-id', ...chatFailures],
  several: ['loading', 'ready', 'invalid-id', 'unauthorized'],
  'sign-in': ['required', 'signed-out', 'failed', 'signed-in', 'not-allowed', 'off'],
  qa: ['ready', 'off'],
  'no-page': ['not-found'],
  crash: ['crash'],
} as const

/** A screen's two markers, a pair that exists. */
export type PageState = {
  [View in keyof typeof pageStates]: { view: View; state: (typeof pageStates)[View][number] }
}[keyof typeof pageStates]
