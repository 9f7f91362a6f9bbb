import type { ChatFormat, Fields } from '../fields.ts'

/** The fields of a participant, an entry of `handles`. Source: the "Get a chat" page of the v3 documentation. */
const participantFields: Fields = {
  id: 'uuid',
  handle: 'address',
  service: 'service',
  joined_at: 'date-time',
  left_at: 'date-time',
  status: 'participant-status',
  is_me: 'boolean',
}

/**
 * A chat of API v3. Source: the "Get a chat" page of its documentation, and Linq's generated SDKs, which say what may be null.
 * `health_score` is the older revision of `health_status`.
 */
export const v3Format: ChatFormat = {
  version: 'v3',
  chat: {
    fields: {
      id: 'uuid',
      created_at: 'date-time',
      updated_at: 'date-time',
      display_name: 'name',
      service: 'service',
      is_group: 'boolean',
      is_archived: 'boolean',
      health_status: 'health',
      health_score: 'health',
      group_chat_icon: 'link',
      handles: 'participants',
    },
    // Beta, deprecated or new.
    optional: ['is_archived', 'health_status', 'health_score', 'group_chat_icon'],
    nullable: ['display_name', 'service', 'health_score', 'group_chat_icon'],
  },
  list: 'handles',
  leastParticipants: 2,
  participant: {
    fields: participantFields,
    optional: ['left_at', 'status', 'is_me'],
    nullable: ['service', 'left_at'],
  },
  health: {
    fields: {
      status: 'health-status',
      doc_url: 'link',
      updated_at: 'date-time',
      score: 'integer',
      reason: 'text',
    },
    optional: ['status', 'doc_url', 'score', 'reason'],
    nullable: [],
  },
  seenParticipantFields: participantFields,
  dateTime: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/,
}
