import { type ChatId, versionOf } from '../../../linq/chat-id.ts'
import { type FailureCode, isFailureCode } from '../../../linq/failure.ts'
import { t } from '../../i18n/text.ts'
import { longestDelay } from '../../data/retry-delay.ts'
import type { ChatLookupError } from '../../data/failure.ts'
import type { ChatFailure } from '../../../urls/page-states.ts'

export interface FailureMessage {
  title: string
  description: string
  /** A few words for a table or a banner, without a full stop: the title, unless given. */
  short?: string
}

type MessageOf = (error: ChatLookupError, id: ChatId | undefined) => FailureMessage

/** Words for each state of a failed lookup. */
const byState: Record<ChatFailure, MessageOf> = {
  'not-found': (_, id) => ({
    title: id ? t`Chat ${id} not found` : t`Chat not found`,
    description: t`Linq has no chat with this ID in this account. Check the ID. Chats of other accounts and environments are not available here.`,
    short: t`Chat not found`,
  }),
  unauthorized: () => ({
    title: t`Lookup refused`,
    description: t`The console’s server refused this lookup. Open the console at its usual address, or contact your administrator.`,
  }),
  'rate-limited': ({ details }) => ({
    title: t`Too many lookups`,
    description:
      details.retryAfter === null
        ? t`Linq’s rate limit was reached. Linq did not say how long to wait, so the console waits 10 s.`
        : details.retryAfter > longestDelay
          ? t`Linq’s rate limit was reached. Linq asked for a longer wait, so the console waits ${longestDelay} s.`
          : details.retryAfter === 1
            ? // Also for less: a time that has passed, or 0.
              t`Linq’s rate limit was reached. The console waits 1 s.`
            : t`Linq’s rate limit was reached. Linq asked to wait ${details.retryAfter} s.`,
    short: t`Linq’s rate limit reached`,
  }),
  'upstream-error': ({ details: { detail, status, retryAfter } }) => {
    const answer = detail ?? t`Linq answered with status ${status}.`
    return {
      title: t`Linq returned an error`,
      description:
        retryAfter === null
          ? t`${answer} The chat itself may be fine. Try again in a moment.`
          : // The page says when it retries.
            t`${answer} The chat itself may be fine.`,
    }
  },
  timeout: ({ details }) => ({
    title: t`Linq did not answer in time`,
    description: t`${details.detail ?? t`The response took too long.`} The lookup was cancelled. The chat itself may be fine. Try again.`,
  }),
  offline: ({ details }) =>
    details.online
      ? {
          title: t`The console’s server is not responding`,
          description: t`Your device is online. This page keeps retrying. If this keeps happening, contact your administrator.`,
        }
      : {
          title: t`You are offline`,
          description: t`This page retries when you are back online.`,
        },
  'bad-response': ({ details }) => ({
    title: t`Linq’s response could not be read`,
    description: t`${details.detail ?? t`The response (status ${details.status}) has an unknown format.`} It is not shown, because it could be wrong. Copy the error details and send them to your administrator.`,
  }),
}

/** Words for the codes that say more than their state. */
const byCode: Partial<Record<FailureCode, MessageOf>> = {
  sign_in_required: () => ({
    title: t`Sign in to see this chat`,
    description: t`Sign in to continue. You will return to this chat.`,
    short: t`Sign-in required`,
  }),
  not_allowed: () => ({
    title: t`Your account does not have access`,
    description: t`Your administrator decides which accounts may look up chats. Contact them to request access.`,
    short: t`No access`,
  }),
  too_many_lookups: () => ({
    title: t`You have reached the lookup limit`,
    description: t`The console limits lookups per person and minute, so that everyone gets a share of Linq’s rate limit. Nothing was sent to Linq.`,
    short: t`Lookup limit reached`,
  }),
  internal_error: () => ({
    title: t`The console had an error`,
    description: t`The chat itself may be fine. Try again. If this keeps happening, contact your administrator and include the request ID.`,
  }),
  upstream_unreachable: () => ({
    title: t`Linq is unreachable`,
    description: t`The console’s server got no complete response from Linq. The chat itself may be fine. Try again in a moment.`,
  }),
  upstream_unauthorized: (_, id) =>
    id && versionOf(id) === 'v3'
      ? {
          title: t`Linq’s API v3 rejected the console’s token`,
          description: t`The ID is fine. The account’s token may be valid for chats of API v2 only. Ask your administrator to set LINQ_V3_TOKEN to a token for API v3.`,
          short: t`Token rejected`,
        }
      : {
          title: t`Linq rejected the console’s token`,
          description: t`The ID is fine. Ask your administrator to check LINQ_INTEGRATION_TOKEN.`,
          short: t`Token rejected`,
        },
  upstream_forbidden: () => ({
    title: t`The token has no access to this chat`,
    description: t`The ID is fine. Linq accepts the console’s token, but not for this chat. Ask your administrator to request access from Linq.`,
    short: t`Token has no access`,
  }),
  upstream_redirected: () => ({
    title: t`Linq redirected the request`,
    description: t`The console does not follow redirects, because they could expose the token. Ask your administrator to check LINQ_BASE_URL.`,
  }),
  audit_unavailable: () => ({
    title: t`The lookup could not be recorded`,
    description: t`Every lookup is recorded before it is shown, and the audit log is not available. Neither Linq nor your account is the cause. If this keeps happening, contact your administrator.`,
  }),
  draining: () => ({
    title: t`The console is restarting`,
    description: t`This server is shutting down and another one takes over. Nothing was sent to Linq.`,
  }),
  overloaded: () => ({
    title: t`The console is busy`,
    description: t`Too many lookups are running at once. Nothing was sent to Linq.`,
  }),
  sign_in_unavailable: () => ({
    title: t`Your sign-in could not be verified`,
    description: t`The console could not load the keys that verify sign-ins. Neither Linq nor your account is the cause. If this keeps happening, contact your administrator.`,
  }),
  upstream_down: () => ({
    title: t`Linq keeps failing`,
    description: t`The latest lookups all failed, so the console pauses for a few seconds. The chat itself may be fine.`,
  }),
}

/** Whether a failure asks to sign in. A proxy in front may say so in a way of its own: Linq's own 401 comes as a 502. */
export const needsSignIn = ({ details }: ChatLookupError): boolean => details.status === 401

/** Words of a page that is not about one chat, in place of those here. */
export interface OtherWords {
  byCode: Partial<Record<FailureCode, MessageOf>>
  byState: Partial<Record<ChatFailure, MessageOf>>
}

/** The words for a failed lookup. */
export function failureMessage(error: ChatLookupError, id?: ChatId, other?: OtherWords): Required<FailureMessage> {
  const sent = needsSignIn(error) ? 'sign_in_required' : error.details.code
  const code = isFailureCode(sent) ? sent : null
  const messageOf =
    (code && (other?.byCode[code] ?? byCode[code])) ?? other?.byState[error.failure] ?? byState[error.failure]
  const message = messageOf(error, id)
  return { short: message.title, ...message }
}
