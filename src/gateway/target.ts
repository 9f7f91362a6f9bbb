import type { ChatId } from '../linq/chat-id.ts'
import { findPath } from '../linq/find.ts'
import { idInTarget } from '../linq/operation.ts'

/** The routes under `/auth`. */
export type SignInAction = 'sign-in' | 'callback' | 'frame' | 'sign-out' | 'session'

/** What a request target asks of the gateway. */
export type Target =
  | { kind: 'chat'; id: ChatId }
  | { kind: 'invalid-id' }
  /** The chats in which a handle takes part; the handle is in the body. */
  | { kind: 'find' }
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
  // Without a query, which could have a number in it.
  if (target === findPath) return { kind: 'find' }
  const [, health, ready, version, action] = own.exec(target) ?? []
  if (health) return { kind: 'health' }
  if (ready) return { kind: 'ready' }
  if (version) return { kind: 'version' }
  return isAction(action) ? { kind: 'sign-in', action } : { kind: 'unknown' }
}

const reads: readonly string[] = ['GET', 'HEAD']
const posts: readonly string[] = ['POST']

/** The methods of a target. What takes a POST has its input in a body, or begins or ends a session; none of them writes to Linq. */
export function methodsOf(target: Target): readonly string[] {
  if (target.kind === 'find') return posts
  return target.kind === 'sign-in' && (target.action === 'sign-out' || target.action === 'frame') ? posts : reads
}

const isAction = (action: string | undefined): action is SignInAction => action !== undefined

/** Whether a request target belongs to the gateway rather than to the pages and files. */
export const isGatewayTarget = (target: string): boolean =>
  /^\/(?:api|auth|healthz|readyz|version)(?:[/?#\\]|$)/i.test(target)
