import { failed, type Outcome } from '../response.ts'
import type { Identity } from '../sign-in/identity.ts'
import type { Refusal } from '../sign-in/person.ts'

/** Refuses people who are not signed in or may not look up chats. */
export function checkSession(identity: Identity): Outcome | null {
  switch (identity.kind) {
    case 'open':
      return null
    case 'person':
      return identity.refusal && notAllowed(identity.refusal)
    case 'anonymous':
      return failed('sign_in_required', 'Sign in to look up chats.')
    case 'unavailable':
      return failed('sign_in_unavailable', 'The sign-in could not be checked, because its keys cannot be reached.', {
        headers: { 'retry-after': '5' },
      })
  }
}

const reasons: Record<Refusal, string> = {
  email_unverified: 'the e-mail address of your account is not verified at your identity provider',
  no_email: 'your identity provider sent no valid e-mail address for your account',
  group_path:
    'your identity provider sends the path of your group (such as /support), and the allow list has another form',
  no_group: 'your account is in no group that may',
  not_listed: 'it is not in the allow list',
}

/** The log has the reason after the code. */
const notAllowed = (refusal: Refusal): Outcome => ({
  ...failed('not_allowed', `Your account may not look up chats in this console: ${reasons[refusal]}.`),
  code: `not_allowed: ${refusal}`,
})
