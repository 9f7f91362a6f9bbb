import type { RequestContext } from '../request.ts'
import { failed, type Outcome } from '../response.ts'

/** The gateway reads; signing out is the one thing that changes state. */
export function checkMethod({ request: { method }, target }: RequestContext): Outcome | null {
  if (target.kind === 'sign-in' && target.action === 'sign-out')
    return method === 'POST'
      ? null
      : failed('method_not_allowed', 'Signing out takes a POST.', { headers: { allow: 'POST' } })
  return method === 'GET' || method === 'HEAD'
    ? null
    : failed('method_not_allowed', 'The gateway only reads.', { headers: { allow: 'GET, HEAD' } })
}
