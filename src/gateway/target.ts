import { type ChatId, parseChatId } from '../linq/chat-id.ts'

/** What a request target asks of the gateway. */
export type Target = { kind: 'chat'; id: ChatId } | { kind: 'invalid-id' } | { kind: 'health' } | { kind: 'unknown' }

// The raw target is matched, never a decoded or rebuilt one: `/chats/45/../find` becomes `/chats/find` once a URL parser
// has seen it. A query may follow and is ignored; nothing of it is forwarded.
const chat = /^\/api\/partner\/v2\/chats\/([0-9]{1,19})(?:\?[^#]*)?$/
const oneSegment = /^\/api\/partner\/v2\/chats\/[^/?#\\]+(?:\?[^#]*)?$/
const health = /^\/healthz(?:\?[^#]*)?$/

/** Reads the request target exactly as it stood in the request line. */
export function readTarget(target: string): Target {
  if (health.test(target)) return { kind: 'health' }
  const digits = chat.exec(target)?.[1]
  const id = digits === undefined ? null : parseChatId(digits)
  if (id) return { kind: 'chat', id }
  return { kind: oneSegment.test(target) ? 'invalid-id' : 'unknown' }
}

/** Whether a request target belongs to the gateway rather than to the page and its files. */
export const isGatewayTarget = (target: string): boolean => /^\/(?:api|healthz)(?:[/?#\\]|$)/i.test(target)
