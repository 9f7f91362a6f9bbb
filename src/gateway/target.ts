import type { ChatId } from '../linq/chat-id.ts'
import { idInTarget } from '../linq/operation.ts'

/** The routes under `/auth`. */
export type SignInAction = 'sign-in' | 'callback' | 'frame' | 'sign-out' | 'session'

/** What a request target asks of the gateway. */
export type Target =
  | { kind: 'chat'; id: ChatId }
  | { kind: 'invalid-id' }
  | { kind: 'health' }
  | { kind: 'ready' }
  | { kind: 'version' }
  | { kind: 'sign-in'; action: SignInAction }
  | { kind: 'unknown' }

const own = /^\/(?:(healthz)|(readyz)|(version)|auth\/(sign-in|callback|frame|sign-out|session))(?:\?[^#]*)?$/

/** Parses the raw request target of the request line. Its query is never forwarded. */
export function parseTarget(target: string): Target {
  const id = idInTarget(target)
  if (id !== undefined) return id ? { kind: 'chat', id } : { kind: 'invalid-id' }
  const [, health, ready, version, action] = own.exec(target) ?? []
  if (health) return { kind: 'health' }
  if (ready) return { kind: 'ready' }
  if (version) return { kind: 'version' }
  return isAction(action) ? { kind: 'sign-in', action } : { kind: 'unknown' }
}

const isAction = (action: string | undefined): action is SignInAction => action !== undefined

/** Whether a request target belongs to the gateway rather than to the pages and files. */
export const isGatewayTarget = (target: string): boolean =>
  /^\/(?:api|auth|healthz|readyz|version)(?:[/?#\\]|$)/i.test(target)
