import type { ChatId } from '../../linq/chat-id.ts'
import { t } from '../text.ts'
import type { ChatFailure, ChatLookupError } from './failure.ts'

/** What a failure says: its heading, and what it means for the person. */
export interface Words {
  title: string
  advice: string
}

type Teller = (id: ChatId, error: ChatLookupError) => Words

const words: Record<ChatFailure, Teller> = {
  'not-found': (id) => ({
    title: t`No chat with ID ${id}`,
    advice: t`Linq found no such chat for this account. Check the number. If it comes from another account or environment, this console cannot see it.`,
  }),
  unauthorized: (_, { facts }) =>
    facts.code === 'upstream_forbidden'
      ? {
          title: t`The token may not read this chat`,
          advice: t`Nothing is wrong with the ID. Linq knows this console’s token, but does not let it read this chat. Whoever runs this console can ask Linq for access.`,
        }
      : facts.code === 'upstream_unauthorized'
        ? {
            title: t`Linq refused this console’s token`,
            advice: t`Nothing is wrong with the ID. Whoever runs this console has to check LINQ_INTEGRATION_TOKEN.`,
          }
        : {
            title: t`You may not look up chats here`,
            advice: t`This console’s server refused the lookup. Open the console by the address it was given out with, or ask whoever runs it.`,
          },
  'rate-limited': (_, { facts }) => ({
    title: t`Too many lookups for now`,
    advice:
      facts.retryAfter === null
        ? t`Linq asked us to wait and gave no waiting time, so we wait 10 s.`
        : t`Linq asked us to wait ${facts.retryAfter} s.`,
  }),
  'upstream-error': (_, { facts }) =>
    facts.code === 'upstream_unreachable'
      ? {
          title: t`Linq cannot be reached`,
          advice: t`This console’s server got no complete answer from Linq. The chat itself may be fine. Try again in a moment.`,
        }
      : facts.code === 'upstream_redirected'
        ? {
            title: t`Linq sent us elsewhere`,
            advice: t`Linq answered with a redirect. It is never followed, because the token would go along. Whoever runs this console has to check LINQ_BASE_URL.`,
          }
        : facts.code === 'internal_error'
          ? {
              title: t`This console had a problem`,
              advice: t`The chat itself may be fine. Try again; if it stays, give the request ID to whoever runs this console.`,
            }
          : {
              title: t`Linq had a problem`,
              advice: t`${facts.detail ?? t`The answer was ${facts.status}.`} The chat itself may be fine. Try again in a moment.`,
            },
  timeout: (_, { facts }) => ({
    title: t`Linq did not answer in time`,
    advice: t`${facts.detail ?? t`The answer took too long.`} We stopped waiting. The chat itself may be fine.`,
  }),
  offline: (_, { facts }) =>
    facts.online
      ? {
          title: t`This console’s server is not answering`,
          advice: t`Your network works. Ask whoever runs this console whether it is running. We try again by ourselves as soon as it answers.`,
        }
      : { title: t`You are offline`, advice: t`We will try again when the connection is back.` },
  'bad-response': (_, { facts }) => ({
    title: t`Linq sent something we cannot read`,
    advice: t`${facts.detail ?? t`The answer (${facts.status}) is not in a format this console knows.`} Nothing of it is shown, because it could be wrong.`,
  }),
}

/** The heading and advice of a failed lookup. */
export const wordsFor = (id: ChatId, error: ChatLookupError): Words => words[error.failure](id, error)
