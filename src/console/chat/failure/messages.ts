import type { ChatId } from '../../../linq/chat-id.ts'
import { type FailureCode, isFailureCode } from '../../../linq/failure.ts'
import { t } from '../../i18n/text.ts'
import type { ChatLookupError } from '../../data/failure.ts'
import type { ChatFailure } from '../../../urls/page-states.ts'

/** What a failure says: its heading, what it means for the person, and both in a few words, without a full stop. */
export interface FailureMessage {
  title: string
  description: string
  short: string
}

type MessageOf = (id: ChatId, error: ChatLookupError) => FailureMessage

/** Words for each state of a failed lookup. */
const byState: Record<ChatFailure, MessageOf> = {
  'not-found': (id) => ({
    title: t`No chat with ID ${id}`,
    description: t`Linq found no such chat for this account. Check the number. If it comes from another account or environment, this console cannot see it.`,
    short: t`No such chat`,
  }),
  unauthorized: () => ({
    title: t`You may not look up chats here`,
    description: t`This console’s server refused the lookup. Open the console by the address it was given out with, or ask whoever runs it.`,
    short: t`Lookup refused`,
  }),
  'rate-limited': (_, { details }) => ({
    title: t`Too many lookups for now`,
    description:
      details.retryAfter === null
        ? t`Linq asked us to wait and gave no waiting time, so we wait 10 s.`
        : t`Linq asked us to wait ${details.retryAfter} s.`,
    short: t`Linq asked us to wait`,
  }),
  'upstream-error': (_, { details }) => ({
    title: t`Linq had a problem`,
    description: t`${details.detail ?? t`The answer was ${details.status}.`} The chat itself may be fine. Try again in a moment.`,
    short: t`Linq had a problem`,
  }),
  timeout: (_, { details }) => ({
    title: t`Linq did not answer in time`,
    description: t`${details.detail ?? t`The answer took too long.`} We stopped waiting. The chat itself may be fine.`,
    short: t`Linq did not answer in time`,
  }),
  offline: (_, { details }) =>
    details.online
      ? {
          title: t`This console’s server is not answering`,
          description: t`Your network works. Ask whoever runs this console whether it is running. We try again by ourselves as soon as it answers.`,
          short: t`This console’s server is not answering`,
        }
      : {
          title: t`You are offline`,
          description: t`We will try again when the connection is back.`,
          short: t`You are offline`,
        },
  'bad-response': (_, { details }) => ({
    title: t`Linq sent something we cannot read`,
    description: t`${details.detail ?? t`The answer (${details.status}) is not in a format this console knows.`} Nothing of it is shown, because it could be wrong.`,
    short: t`Linq sent something we cannot read`,
  }),
}

/** Words for a failure that says more than its state; null where the state says it all. */
const byCode: Record<FailureCode, MessageOf | null> = {
  bad_request: null,
  invalid_chat_id: null,
  sign_in_required: () => ({
    title: t`Sign in to see this chat`,
    description: t`This console shows chats only to people who are signed in. Your place is kept: signing in leads back to this chat.`,
    short: t`Sign-in needed`,
  }),
  forbidden: null,
  not_allowed: () => ({
    title: t`Your account may not use this console`,
    description: t`Whoever runs this console decides which accounts may look up chats. Ask them for access.`,
    short: t`Account not allowed`,
  }),
  not_found: null,
  method_not_allowed: null,
  wrong_host: null,
  rate_limited: null,
  too_many_lookups: () => ({
    title: t`You have reached the lookup limit`,
    description: t`This console gives each person a number of lookups a minute, so that one cannot use up what Linq allows for all. Linq was not asked.`,
    short: t`This console’s limit of lookups a minute is reached`,
  }),
  client_left: null,
  internal_error: () => ({
    title: t`This console had a problem`,
    description: t`The chat itself may be fine. Try again; if it stays, give the request ID to whoever runs this console.`,
    short: t`This console had a problem`,
  }),
  upstream_unreachable: () => ({
    title: t`Linq cannot be reached`,
    description: t`This console’s server got no complete answer from Linq. The chat itself may be fine. Try again in a moment.`,
    short: t`Linq cannot be reached`,
  }),
  upstream_unusable: null,
  upstream_unauthorized: () => ({
    title: t`Linq refused this console’s token`,
    description: t`Nothing is wrong with the ID. Whoever runs this console has to check LINQ_INTEGRATION_TOKEN.`,
    short: t`Token refused`,
  }),
  upstream_forbidden: () => ({
    title: t`The token may not read this chat`,
    description: t`Nothing is wrong with the ID. Linq knows this console’s token, but does not let it read this chat. Whoever runs this console can ask Linq for access.`,
    short: t`Token refused`,
  }),
  upstream_error: null,
  upstream_refused: null,
  upstream_too_large: null,
  upstream_redirected: () => ({
    title: t`Linq sent us elsewhere`,
    description: t`Linq answered with a redirect. It is never followed, because the token would go along. Whoever runs this console has to check LINQ_BASE_URL.`,
    short: t`Linq sent us elsewhere`,
  }),
  audit_unavailable: () => ({
    title: t`The lookup could not be recorded`,
    description: t`This console writes down who looks up which chat, and shows nothing that it could not write down. That is its own trouble, not Linq’s and not yours. If it stays, whoever runs it has to see to its audit log.`,
    short: t`The lookup could not be recorded`,
  }),
  draining: () => ({
    title: t`This console is restarting`,
    description: t`The server that you reached is about to stop, and another one takes over. Linq was not asked.`,
    short: t`This console is restarting`,
  }),
  overloaded: () => ({
    title: t`This console is busy`,
    description: t`Too many lookups are under way in it at once. Linq was not asked.`,
    short: t`This console is busy`,
  }),
  sign_in_unavailable: () => ({
    title: t`Your sign-in could not be checked`,
    description: t`This console could not fetch the keys that it checks sign-ins with, so it shows nothing. Your account, the ID and Linq are not the cause. If it stays, whoever runs this console has to check that it reaches those keys.`,
    short: t`Your sign-in could not be checked`,
  }),
  upstream_down: () => ({
    title: t`Linq keeps failing`,
    description: t`The last lookups all failed, so this console leaves Linq alone for some seconds. The chat itself may be fine.`,
    short: t`Linq keeps failing`,
  }),
  upstream_timeout: null,
}

/** Whether a failure asks to sign in. A proxy in front may say so in a way of its own: Linq's own 401 comes as a 502. */
export const needsSignIn = ({ details }: ChatLookupError): boolean => details.status === 401

/** The heading and advice of a failed lookup. */
export function failureMessage(id: ChatId, error: ChatLookupError): FailureMessage {
  const { failure, details } = error
  const code = needsSignIn(error) ? 'sign_in_required' : details.code
  return ((isFailureCode(code) ? byCode[code] : null) ?? byState[failure])(id, error)
}
