import type { Participant } from '../chat.ts'
import { isObject } from '../json.ts'
import { type ChatReader, field, flag, readList } from '../read-fields.ts'

/** Linq documents `phone_number`; public samples also have `identifier` and plain texts. */
function readParticipant(entry: unknown): Participant {
  const { id, phone_number, identifier, service, joined_at, is_me } = isObject(entry) ? entry : { phone_number: entry }
  return {
    id: field(id),
    address:
      [phone_number, identifier].map(field).find(Boolean) ??
      field(phone_number === undefined ? identifier : phone_number),
    service: field(service),
    joinedAt: field(joined_at),
    ...(is_me === true && { isOwn: true }),
  }
}

/** Reads the chats of API v2. */
export const v2Reader: ChatReader = {
  readParticipant,
  readFields: ({ display_name, service, group, message_count, chat_handles }) => ({
    displayName: field(display_name),
    service: field(service),
    group: flag(group),
    messageCount: field(message_count),
    ...readList(chat_handles, readParticipant),
  }),
}
