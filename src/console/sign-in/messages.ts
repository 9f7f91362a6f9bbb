import { t } from '../i18n/text.ts'

/** Why a sign-in came to nothing, as the server says in the address (`problem`). */
const problems = ['expired', 'refused', 'invalid', 'unavailable'] as const
type Problem = (typeof problems)[number]

interface SignInMessage {
  title: string
  description: string
}

const messages: Record<Problem, () => SignInMessage> = {
  expired: () => ({
    title: t`That sign-in has expired`,
    description: t`It took longer than 10 minutes, was used already, or was begun in another browser. Nothing is wrong with your account: begin again.`,
  }),
  refused: () => ({
    title: t`You were not signed in`,
    description: t`Your organisation’s sign-in refused, or it was cancelled. Try again, or use another account.`,
  }),
  invalid: () => ({
    title: t`The sign-in could not be trusted`,
    description: t`What your organisation’s sign-in answered did not pass this console’s checks, so nobody was signed in. Try again; if it stays, tell whoever runs this console.`,
  }),
  unavailable: () => ({
    title: t`The sign-in cannot be reached`,
    description: t`Your organisation’s sign-in does not answer this console. Try again in a moment; if it stays, tell whoever runs this console.`,
  }),
}

const isProblem = (text: string): text is Problem => problems.some((problem) => problem === text)

/** The words for a sign-in that came to nothing; a reason that is not known yet has general ones. */
export const signInMessage = (problem: string): SignInMessage =>
  isProblem(problem)
    ? messages[problem]()
    : { title: t`The sign-in did not work`, description: t`Try again; if it stays, tell whoever runs this console.` }
