import type { ChatFormat, Fields } from '../fields.ts'

/** The fields of a participant, an entry of `chat_handles`. Source: the "Get Chat" page of the v2 documentation. */
const participantFields: Fields = {
  id: 'integer',
  phone_number: 'address',
  service: 'service',
  joined_at: 'date-time',
  // Source: the account's own line is optional in the v3 documentation, and public samples of v2 have it.
  is_me: 'boolean',
}

/** A chat of API v2. Source: the "Get Chat" page of its documentation. */
export const v2Format: ChatFormat = {
  version: 'v2',
  chat: {
    fields: {
      id: 'integer',
      display_name: 'name',
      service: 'service',
      group: 'boolean',
      message_count: 'integer',
      chat_handles: 'participants',
    },
    optional: [],
    nullable: [],
  },
  list: 'chat_handles',
  leastParticipants: 0,
  participant: { fields: participantFields, optional: ['is_me'], nullable: [] },
  health: { fields: {}, optional: [], nullable: [] },
  seenParticipantFields: { ...participantFields, identifier: 'address' },
  dateTime: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{2}:\d{2}$/,
}
