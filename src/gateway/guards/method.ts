import type { RequestContext } from '../request.ts'
import { failed, type Outcome } from '../response.ts'
import { methodsOf } from '../target.ts'

/** Refuses a method that the target does not have. */
export function checkMethod({ request: { method }, target }: RequestContext): Outcome | null {
  const methods = methodsOf(target)
  if (methods.includes(method)) return null
  const detail = methods.includes('POST') ? 'This takes a POST.' : 'The gateway only reads.'
  return failed('method_not_allowed', detail, { headers: { allow: methods.join(', ') } })
}
