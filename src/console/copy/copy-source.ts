import type { Chat, Participant, SentField } from '../../linq/chat.ts'
import { columns } from '../format/columns.ts'
import { english } from '../i18n/text.ts'

/** The data of a copy. `chat` and `body` are masked while personal data is hidden. */
export interface CopySource {
  chat: Chat
  body: string
  /** Milliseconds since 1970. */
  fetchedAt: number
  masked: boolean
  /** The URL of the chat in this console. */
  link: string
  /** `Sandbox data`, or `Live data · host`. */
  sourceLabel: string
  /** The live upstream's origin, or null. */
  origin: string | null
}

/** The values of a participant of a chat, in the order of {@link headsOf}. */
export const fieldsOf = ({ extras }: Chat, participant: Participant): SentField[] => {
  const { id, address, service, joinedAt } = participant
  return [id, address, service, joinedAt, ...(extras ? [statusOf(participant)] : [])]
}

/** The names of the columns. API v3 also says whose line a number is, and who is no longer in the chat. */
export const headsOf = ({ extras }: Chat): string[] => [
  ...columns.map(({ name }) => name(english)),
  ...(extras ? ['Status'] : []),
]

/** In our words for those in the chat, of whom Linq may have sent no status. */
function statusOf({ isOwn, gone }: Participant): string {
  const left = gone && [gone.status || 'left', ...(gone.at ? [gone.at] : [])].join(' ')
  return [...(isOwn ? ['our line'] : []), left ?? 'in the chat'].join(', ')
}
