import { type ApiVersion, type ChatId, versionOf } from '../../linq/chat-id.ts'
import { chatPath } from '../../linq/chat-path.ts'
import { chatsPerPage } from '../../linq/find.ts'
import type { Handle } from '../../linq/handle.ts'
import { v3ChatsPath } from '../../linq/operation.ts'

/**
 * What the gateway may ask Linq. All are a GET, and an operation has no method: with POST the path of the list sends
 * messages.
 */
export type Operation =
  | { kind: 'get-chat'; id: ChatId }
  /** The chats in which a handle takes part. The cursor is Linq's own, of the page before. */
  | { kind: 'list-chats'; to: Handle; cursor: string | null }

/** The version of the API that has an operation. */
export const versionFor = (operation: Operation): ApiVersion =>
  operation.kind === 'get-chat' ? versionOf(operation.id) : 'v3'

/** The request target of an operation, built from a parsed id or handle alone. */
export function targetOf(operation: Operation): string {
  if (operation.kind === 'get-chat') return chatPath(operation.id)
  const { to, cursor } = operation
  const target = `${v3ChatsPath}?to=${encodeURIComponent(to)}&limit=${chatsPerPage}`
  return cursor === null ? target : `${target}&cursor=${encodeURIComponent(cursor)}`
}
