import { type ChatId, parseChatId } from '../linq/chat-id.ts'
import { chatsPath, chatTarget } from '../linq/v2/operation.ts'
import type { SignInAction } from './sign-in/identity.ts'

/** What a request target asks of the gateway. */
export type Target =
  | { kind: 'chat'; id: ChatId }
  | { kind: 'invalid-id' }
  | { kind: 'health' }
  | { kind: 'ready' }
  | { kind: 'sign-in'; action: SignInAction }
  | { kind: 'unknown' }

// The raw target is matched, never a decoded or rebuilt one: `/chats/45/../find` becomes `/chats/find` once a URL parser
// has seen it. A query may follow; nothing of it is forwarded.
const oneSegment = new RegExp(String.raw`^${chatsPath}/[^/?#\\]+(?:\?[^#]*)?$`)
const own = /^\/(?:(healthz)|(readyz)|auth\/(sign-in|callback|sign-out|session))(?:\?[^#]*)?$/

/** Reads the request target exactly as it stood in the request line. */
export function readTarget(target: string): Target {
  const [, health, ready, action] = own.exec(target) ?? []
  if (health) return { kind: 'health' }
  if (ready) return { kind: 'ready' }
  if (isAction(action)) return { kind: 'sign-in', action }
  const digits = chatTarget.exec(target)?.[1]
  const id = digits === undefined ? null : parseChatId(digits)
  if (id) return { kind: 'chat', id }
  return { kind: oneSegment.test(target) ? 'invalid-id' : 'unknown' }
}

const isAction = (action: string | undefined): action is SignInAction => action !== undefined

/** Whether a request target belongs to the gateway rather than to the page and its files. */
export const isGatewayTarget = (target: string): boolean => /^\/(?:api|auth|healthz|readyz)(?:[/?#\\]|$)/i.test(target)
