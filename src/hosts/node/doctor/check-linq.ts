import type { ChatId } from '../../../linq/chat-id.ts'
import { readFailure } from '../../../linq/failure.ts'
import { chatPath, tokenHeader } from '../../../linq/v2/operation.ts'
import type { Settings } from '../../settings/settings.ts'
import { ask } from './http.ts'
import { noteDate } from './check-clock.ts'
import { type Finding, ok, warning, wrong } from './finding.ts'

/** Statuses that say nothing of our settings. */
const ofLinqItself = new Set([500, 502, 503, 504])

/** The token, by the one lookup that this product makes. */
export async function checkToken({ token, origin }: Settings, id: ChatId, offsets: number[]): Promise<Finding> {
  const what = 'Linq'
  if (token === null)
    return warning(what, 'LINQ_INTEGRATION_TOKEN is not set, so the console shows sandbox data. Nothing was asked.')
  const asked = await ask(`${origin}${chatPath(id)}`, { [tokenHeader]: token, accept: 'application/json' })
  if (!asked.response)
    return wrong(what, `${origin} cannot be reached (${asked.code}). Check LINQ_BASE_URL, the network and its proxies.`)
  const { response, body } = asked
  noteDate(response, offsets)
  const { status } = response
  if (status === 200) return ok(what, `the token is accepted: chat ${id} was read.`)
  if (status === 404 && readFailure(body)?.documented)
    return ok(what, `the token is accepted; there is no chat ${id} in this account, or it may not be seen.`)
  if (status === 401)
    return wrong(what, 'the token is refused (401). Set LINQ_INTEGRATION_TOKEN to the one that Linq gave you.')
  if (status === 403)
    return wrong(
      what,
      `the token may not read chat ${id} (403). Ask Linq for access, or name another: npm run doctor -- 45`,
    )
  if (status === 429)
    return warning(what, 'Linq asks to wait (429), so the token could not be tried. Run this again later.')
  if (ofLinqItself.has(status))
    return warning(what, `the token could not be tried: Linq itself has a problem (${status}). Run this again later.`)
  if (status >= 300 && status < 400)
    return wrong(
      what,
      `${origin} redirects (${status}), which is never followed. Set LINQ_BASE_URL to where it leads, if that is Linq.`,
    )
  return wrong(what, `${origin} answered ${status}, which is not Linq's answer to this lookup. Check LINQ_BASE_URL.`)
}
