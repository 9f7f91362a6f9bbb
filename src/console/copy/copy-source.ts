import type { Chat, Participant } from '../../linq/chat.ts'
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

/** The values of a participant, in the order of {@link heads}. */
export const fields = ({ id, address, service, joinedAt }: Participant) => [id, address, service, joinedAt]

/** The names of the columns. */
export const heads = columns.map(({ name }) => name(english))
