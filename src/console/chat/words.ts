import type { ChatId } from '../../linq/chat-id.ts'
import type { ChatFailure, ChatLookupError } from './failure.ts'

/** What a failure says: its heading, and what it means for the person. */
export interface Words {
  title: string
  advice: string
}

type Teller = (id: ChatId, error: ChatLookupError) => Words

const words: Record<ChatFailure, Teller> = {
  'not-found': (id) => ({
    title: `No chat with ID ${id}`,
    advice:
      'Linq found no such chat for this account. Check the number. If it comes from another account or environment, this console cannot see it.',
  }),
  unauthorized: (_, { facts }) =>
    facts.code === 'upstream_forbidden'
      ? {
          title: 'The token may not read this chat',
          advice:
            'Nothing is wrong with the ID. Linq knows this console’s token, but does not let it read this chat. Whoever runs this console can ask Linq for access.',
        }
      : facts.code === 'upstream_unauthorized'
        ? {
            title: 'Linq refused this console’s token',
            advice: 'Nothing is wrong with the ID. Whoever runs this console has to check LINQ_INTEGRATION_TOKEN.',
          }
        : {
            title: 'You may not look up chats here',
            advice:
              'This console’s server refused the lookup. Open the console by the address it was given out with, or ask whoever runs it.',
          },
  'rate-limited': (_, { facts }) => ({
    title: 'Too many lookups for now',
    advice:
      facts.retryAfter === null
        ? 'Linq asked us to wait and gave no waiting time, so we wait 10 s.'
        : `Linq asked us to wait ${facts.retryAfter} s.`,
  }),
  'upstream-error': (_, { facts }) =>
    facts.code === 'upstream_unreachable'
      ? {
          title: 'Linq cannot be reached',
          advice:
            'This console’s server got no complete answer from Linq. The chat itself may be fine. Try again in a moment.',
        }
      : facts.code === 'upstream_redirected'
        ? {
            title: 'Linq sent us elsewhere',
            advice:
              'Linq answered with a redirect. It is never followed, because the token would go along. Whoever runs this console has to check LINQ_BASE_URL.',
          }
        : facts.code === 'internal_error'
          ? {
              title: 'This console had a problem',
              advice:
                'The chat itself may be fine. Try again; if it stays, give the request ID to whoever runs this console.',
            }
          : {
              title: 'Linq had a problem',
              advice: `${facts.detail ?? `The answer was ${facts.status}.`} The chat itself may be fine. Try again in a moment.`,
            },
  timeout: (_, { facts }) => ({
    title: 'Linq did not answer in time',
    advice: `${facts.detail ?? 'The answer took too long.'} We stopped waiting. The chat itself may be fine.`,
  }),
  offline: () =>
    navigator.onLine
      ? {
          title: 'This console’s server is not answering',
          advice:
            'Your network works. Ask whoever runs this console whether it is running. We try again by ourselves as soon as it answers.',
        }
      : { title: 'You are offline', advice: 'We will try again when the connection is back.' },
  'bad-response': (_, { facts }) => ({
    title: 'Linq sent something we cannot read',
    advice: `${facts.detail ?? `The answer (${facts.status}) is not in a format this console knows.`} Nothing of it is shown, because it could be wrong.`,
  }),
}

/** The heading and advice of a failed lookup. */
export const wordsFor = (id: ChatId, error: ChatLookupError): Words => words[error.failure](id, error)
