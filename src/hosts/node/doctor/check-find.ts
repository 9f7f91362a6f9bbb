import { targetOf } from '../../../gateway/upstream/operation.ts'
import { readFoundChats } from '../../../linq/find.ts'
import { parseHandle } from '../../../linq/handle.ts'
import { tokenHeaders } from '../../../linq/operation.ts'
import type { Settings } from '../../settings/settings.ts'
import { addOffset } from './check-clock.ts'
import { type Finding, findingsAbout } from './finding.ts'
import { request } from './http.ts'

const { failure, ok, warning } = findingsAbout('Search')

/** A number that no phone has, from the range reserved for fiction. */
const anyNumber = parseHandle('+12025550199')

/** Statuses of a token that may not list chats. */
const noAccess = new Set([401, 403, 404])

/** Checks whether the token may list chats, where people can find them by a number. */
export async function checkFind({ find, token, v3Token, origin }: Settings, offsets: number[]): Promise<Finding[]> {
  if (!find || token === null || v3Token === null || anyNumber === null) return []
  const target = targetOf({ kind: 'list-chats', to: anyNumber, cursor: null })
  const result = await request(origin + target, { ...tokenHeaders('v3', v3Token), accept: 'application/json' })
  // The checks of the token report that already.
  if (!result.response) return []
  const { response, body } = result
  addOffset(response, offsets)
  const { status } = response
  const who = find.groups.length === 0 ? 'everyone who may look up chats' : `the groups ${find.groups.join(', ')}`
  if (status === 200 && readFoundChats(body).found)
    return [
      ok(`it is on for ${who}; limit: ${find.perMinute === 0 ? 'none' : `${find.perMinute} a minute per person`}.`),
    ]
  if (status === 429 || status >= 500)
    return [warning(`it could not be checked: Linq answered ${status}. Try again later.`)]
  return noAccess.has(status)
    ? [
        failure(
          `Linq's list of chats answered ${status}, so that no chat can be found by a number. Ask Linq for access, or unset FIND.`,
        ),
      ]
    : [
        failure(
          `${origin} answered ${status}, but not with a list of chats. Check LINQ_BASE_URL, the network and its proxies.`,
        ),
      ]
}
