import { type FailureMessage, failureMessage, type OtherWords } from '../chat/failure/messages.ts'
import type { ChatLookupError } from '../data/failure.ts'
import { t } from '../i18n/text.ts'

/** Words that differ from those about one chat, by the failure's code. */
const byCode: OtherWords['byCode'] = {
  sign_in_required: () => ({
    title: t`Sign in to find chats`,
    description: t`Sign in, then enter the number or address again. The console does not keep it.`,
  }),
  not_allowed: () => ({
    title: t`Your account does not have access`,
    description: t`Your administrator decides which accounts may use this console. Contact them to request access.`,
  }),
  find_not_allowed: () => ({
    title: t`You cannot find chats by number`,
    description: t`You can open chats by ID. Your administrator decides who may find them by a number or an address. Contact them to request access.`,
  }),
  too_many_searches: () => ({
    title: t`You have reached the search limit`,
    description: t`The console limits searches per person and minute. Nothing was sent to Linq.`,
  }),
  invalid_cursor: () => ({
    title: t`This list is too old to continue`,
    description: t`Find the chats again to see more of them.`,
  }),
  invalid_handle: () => ({
    title: t`This is not a phone number or email address`,
    description: t`Use a number with its country code, or one email address. Nothing was sent to Linq.`,
  }),
  bad_request: () => ({
    title: t`The search did not reach the console`,
    description: t`Nothing was sent to Linq. Try again.`,
  }),
  internal_error: () => ({
    title: t`The console had an error`,
    description: t`Try again. If this keeps happening, contact your administrator and include the request ID.`,
  }),
  upstream_unreachable: () => ({
    title: t`Linq is unreachable`,
    description: t`The console’s server got no complete response from Linq. Try again in a moment.`,
  }),
  upstream_unauthorized: () => ({
    title: t`Linq’s API v3 rejected the console’s token`,
    description: t`The account’s token may be valid for chats of API v2 only. Ask your administrator to set LINQ_V3_TOKEN to a token for API v3.`,
  }),
  upstream_forbidden: () => ({
    title: t`The token may not list chats`,
    description: t`Linq accepts the console’s token, but not for a list of chats. Ask your administrator to request access from Linq.`,
  }),
  audit_unavailable: () => ({
    title: t`The search could not be recorded`,
    description: t`Every search is recorded before its result is shown, and the audit log is not available. Neither Linq nor your account is the cause. If this keeps happening, contact your administrator.`,
  }),
  upstream_down: () => ({
    title: t`Linq keeps failing`,
    description: t`The latest lookups all failed, so the console pauses for a few seconds.`,
  }),
}

/** Words that differ from those about one chat, by the failure's state. */
const byState: OtherWords['byState'] = {
  unauthorized: () => ({
    title: t`Search refused`,
    description: t`The console’s server refused this search. Open the console at its usual address, or contact your administrator.`,
  }),
  'upstream-error': ({ details: { detail, status, retryAfter } }) => {
    const answer = detail ?? t`Linq answered with status ${status}.`
    return {
      title: t`Linq returned an error`,
      // The page says when it retries.
      description: retryAfter === null ? t`${answer} Try again in a moment.` : answer,
    }
  },
  timeout: ({ details }) => ({
    title: t`Linq did not answer in time`,
    description: t`${details.detail ?? t`The response took too long.`} The search was cancelled. Try again.`,
  }),
}

/** The words for a failed search. */
export const findFailureMessage = (error: ChatLookupError): Required<FailureMessage> =>
  failureMessage(error, undefined, { byCode, byState })
