import { type Answer, failed } from '../response.ts'
import type { Visit } from '../visit.ts'

/** The second check: the gateway reads; the one thing that is changed here is who is signed in. */
export function checkMethod({ request: { method }, route }: Visit): Answer | null {
  if (route.kind === 'sign-in' && route.action === 'sign-out')
    return method === 'POST'
      ? null
      : failed('method_not_allowed', 'Signing out takes a POST.', { headers: { allow: 'POST' } })
  return method === 'GET' || method === 'HEAD'
    ? null
    : failed('method_not_allowed', 'The gateway only reads.', { headers: { allow: 'GET, HEAD' } })
}
