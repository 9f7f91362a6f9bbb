// What the readers of all versions of the API share.
import type { Chat, Participant, SentField } from './chat.ts'
import { sentText, stringifyJson } from './json.ts'

/** Reads the chats of one version of the API. */
export interface ChatReader {
  /** Reads a chat's own fields. Each type that can be shown is accepted. */
  readFields: (sent: Record<string, unknown>) => Omit<Chat, 'id'>
  /** Reads an entry of the list of participants. */
  readParticipant: (entry: unknown) => Participant
}

/** A field as text; undefined for one that was not sent. */
export const field = (value: unknown): SentField => (value === undefined ? undefined : sentText(value))

/** A field that is true or false by the documentation. */
export const flag = (value: unknown): boolean | SentField => (typeof value === 'boolean' ? value : field(value))

/** Reads the list of participants, or what was sent in its place. */
export function readList(
  sent: unknown,
  readParticipant: ChatReader['readParticipant'],
): Pick<Chat, 'participants' | 'notAList'> {
  if (Array.isArray(sent)) return { participants: sent.map(readParticipant) }
  if (sent === null || sent === undefined) return { participants: sent }
  return { participants: undefined, notAList: stringifyJson(sent) }
}
