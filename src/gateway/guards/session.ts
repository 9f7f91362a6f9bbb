import { failed, type Outcome } from '../response.ts'
import type { Identity } from '../sign-in/identity.ts'

/** Refuses people who are not signed in or may not look up chats. */
export function checkSession(identity: Identity): Outcome | null {
  switch (identity.kind) {
    case 'open':
      return null
    case 'person':
      return identity.allowed
        ? null
        : failed('not_allowed', 'The account you are signed in with may not look up chats in this console.')
    case 'anonymous':
      return failed('sign_in_required', 'Sign in to look up chats.')
    case 'unavailable':
      return failed('sign_in_unavailable', 'The sign-in could not be checked, because its keys cannot be reached.', {
        headers: { 'retry-after': '5' },
      })
  }
}
