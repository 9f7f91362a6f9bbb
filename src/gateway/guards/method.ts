import type { RequestContext } from '../request.ts'
import { failed, type Outcome } from '../response.ts'

/** The gateway reads; what begins a session in a frame, or ends one, takes a POST. */
export function checkMethod({ request: { method }, target }: RequestContext): Outcome | null {
  if (target.kind === 'sign-in' && (target.action === 'sign-out' || target.action === 'frame'))
    return method === 'POST' ? null : failed('method_not_allowed', 'This takes a POST.', { headers: { allow: 'POST' } })
  return method === 'GET' || method === 'HEAD'
    ? null
    : failed('method_not_allowed', 'The gateway only reads.', { headers: { allow: 'GET, HEAD' } })
}
