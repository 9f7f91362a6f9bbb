import { t } from '../i18n/text.ts'

/** Why a sign-in failed (`problem` in the address). */
const problems = ['expired', 'no_cookie', 'refused', 'invalid', 'unavailable'] as const
type Problem = (typeof problems)[number]

interface SignInMessage {
  title: string
  description: string
}

const messages: Record<Problem, () => SignInMessage> = {
  expired: () => ({
    title: t`This sign-in has expired`,
    description: t`It took longer than 10 minutes, was already used, or was started in another browser. Your account is fine. Please try again.`,
  }),
  no_cookie: () => ({
    title: t`The cookie of this sign-in is missing`,
    description: t`Over plain http, Safari does not keep the secure cookie that sign-in needs. Use Chrome or Firefox, or open this console over https. If the sign-in was started in another browser, start it again here.`,
  }),
  refused: () => ({
    title: t`Sign-in was not completed`,
    description: t`Your organisation refused the sign-in, or it was cancelled. Try again, or use another account.`,
  }),
  invalid: () => ({
    title: t`The sign-in could not be verified`,
    description: t`The response from your organisation’s sign-in did not pass the security checks. Try again. If this keeps happening, contact your administrator.`,
  }),
  unavailable: () => ({
    title: t`Sign-in is unavailable`,
    description: t`Your organisation’s sign-in is not responding. Try again in a moment. If this keeps happening, contact your administrator.`,
  }),
}

const otherApplication = () => t`The response was issued for another application.`
const wrongTime = () =>
  t`The time in the response is not valid. The clocks of your organisation’s sign-in and of this console may differ by more than a minute.`
const wrongKey = () => t`The response is not signed by a key that this console accepts.`

/** Why a response could not be verified (`reason` in the address). */
const reasons: Record<string, () => string> = {
  aud: otherApplication,
  azp: otherApplication,
  typ: () => t`The response is for another purpose than a sign-in.`,
  format: () => t`The response is incomplete, or cannot be read.`,
  iss: () => t`The response is from another identity provider.`,
  nonce: () => t`The response belongs to another sign-in.`,
  sub: () => t`The response does not name one account.`,
  exp: wrongTime,
  iat: wrongTime,
  nbf: wrongTime,
  alg: wrongKey,
  kid: wrongKey,
  signature: wrongKey,
  weak_key: wrongKey,
}

/** What was wrong with a response that could not be verified; null for an unknown reason. */
export const reasonMessage = (reason: string | null): string | null =>
  reason !== null && Object.hasOwn(reasons, reason) ? (reasons[reason]?.() ?? null) : null

const isProblem = (text: string): text is Problem => problems.some((problem) => problem === text)

/** The message for a failed sign-in; an unknown reason has a general one. */
export const signInMessage = (problem: string): SignInMessage =>
  isProblem(problem)
    ? messages[problem]()
    : { title: t`Sign-in failed`, description: t`Try again. If this keeps happening, contact your administrator.` }
