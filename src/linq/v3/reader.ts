import type { Departure, Health, Participant } from '../chat.ts'
import { isObject } from '../json.ts'
import { type ChatReader, field, flag, readList } from '../read-fields.ts'

function readParticipant(entry: unknown): Participant {
  const { id, handle, service, joined_at, is_me, status, left_at } = isObject(entry) ? entry : { handle: entry }
  const gone = readDeparture(status, left_at)
  return {
    id: field(id),
    address: field(handle),
    service: field(service),
    joinedAt: field(joined_at),
    ...(is_me === true && { isOwn: true }),
    ...(gone && { gone }),
  }
}

/**
 * Whether a participant is no longer in the chat: by the time of leaving, or by any status but `active`. Both may be missing,
 * null or empty.
 */
function readDeparture(status: unknown, leftAt: unknown): Departure | null {
  const [how, at] = [field(status === 'active' ? undefined : status), field(leftAt)]
  return how || at ? { status: how, at } : null
}

/** The health of a chat in its present form, `health_status`, or in the older one, `health_score`. */
function readHealth(sent: unknown): Health | null | undefined {
  if (sent === null || sent === undefined) return sent
  const { status, score, reason, doc_url, updated_at } = isObject(sent) ? sent : { status: sent }
  return {
    status: field(status),
    score: field(score),
    reason: field(reason),
    docUrl: field(doc_url),
    updatedAt: field(updated_at),
  }
}

/** Reads the chats of API v3. There is no count of messages in it. */
export const v3Reader: ChatReader = {
  readParticipant,
  readFields: (sent) => {
    const { display_name, service, is_group, is_archived, created_at, updated_at, group_chat_icon, handles } = sent
    return {
      displayName: field(display_name),
      service: field(service),
      group: flag(is_group),
      messageCount: undefined,
      extras: {
        createdAt: field(created_at),
        updatedAt: field(updated_at),
        archived: flag(is_archived),
        // The status again last, so that a null without a score stays a null.
        health: readHealth(sent['health_status'] ?? sent['health_score'] ?? sent['health_status']),
        icon: field(group_chat_icon),
      },
      ...readList(handles, readParticipant),
    }
  },
}
