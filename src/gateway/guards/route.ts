import { type Answer, failed } from '../response.ts'
import type { Visit } from '../visit.ts'

/** Whether there is such a thing here at all; what is under `/auth` is only where people sign in. */
export function checkRoute({ route }: Visit, signsIn: boolean): Answer | null {
  const known = route.kind !== 'unknown' && (route.kind !== 'sign-in' || route.action === 'session' || signsIn)
  return known ? null : noSuchOperation()
}

export const noSuchOperation = (): Answer =>
  failed('not_found', 'The gateway serves one operation: GET /api/partner/v2/chats/{chat_id}.')
