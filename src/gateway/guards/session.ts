import { failed, type Outcome } from '../response.ts'
import type { Identity } from '../sign-in/identity.ts'
import type { Refusal } from '../sign-in/person.ts'
import type { TokenFlaw } from '../sign-in/token-checks.ts'

/** Refuses people who are not signed in or may not look up chats. */
export function checkSession(identity: Identity): Outcome | null {
  switch (identity.kind) {
    case 'open':
      return null
    case 'person':
      return identity.refusal && notAllowed(identity.refusal)
    case 'anonymous':
      return identity.flaw ? assertionRefused(identity.flaw) : failed('sign_in_required', 'Sign in to look up chats.')
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

const flaws: Record<TokenFlaw, string> = {
  alg: 'is not signed in an accepted way',
  aud: 'is for another application',
  azp: 'was issued to another application',
  exp: 'has expired',
  format: 'cannot be read',
  iat: 'has a time in the future, so a clock is wrong',
  iss: 'has another issuer',
  kid: 'has an unknown key',
  nbf: 'has a time in the future, so a clock is wrong',
  nonce: 'is for another sign-in',
  signature: 'has an invalid signature',
  sub: 'names no account',
  typ: 'has another purpose',
  weak_key: 'has a key that is too weak',
}

/** The log has the flaw after the code. */
const assertionRefused = (flaw: TokenFlaw): Outcome => ({
  ...failed(
    'sign_in_required',
    `Your sign-in at the proxy in front could not be verified: its token ${flaws[flaw]}. If this keeps happening, contact your administrator.`,
  ),
  code: `sign_in_required: ${flaw}`,
})
