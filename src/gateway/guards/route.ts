import type { RequestContext } from '../request.ts'
import { failed, type Outcome } from '../response.ts'

/** Refuses unknown routes. `/auth/session` always exists, the other ones under `/auth` only with sign-in. */
export function checkRoute({ target }: RequestContext, signsIn: boolean): Outcome | null {
  const known = target.kind !== 'unknown' && (target.kind !== 'sign-in' || target.action === 'session' || signsIn)
  return known ? null : noSuchOperation()
}

export const noSuchOperation = (): Outcome =>
  failed(
    'not_found',
    'The gateway serves GET /api/partner/v2/chats/{chat_id} and /api/partner/v3/chats/{chatId}, and POST /api/find.',
  )
