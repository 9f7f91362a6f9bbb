import { type ChatId, parseChatId, versionOf } from '../../../linq/chat-id.ts'
import { readFailure, saysNoChat } from '../../../linq/failure.ts'
import { chatPath } from '../../../linq/chat-path.ts'
import { tokenHeaders } from '../../../linq/operation.ts'
import type { Settings } from '../../settings/settings.ts'
import { addOffset } from './check-clock.ts'
import { type Finding, findingsAbout } from './finding.ts'
import { request } from './http.ts'

const subjects = { v2: findingsAbout('Linq'), v3: findingsAbout('Linq API v3') }

/** For each version of the API a chat that need not exist. */
const anyChat = { v2: parseChatId('1'), v3: parseChatId('00000000-0000-4000-8000-000000000000') }

/** Statuses of a problem at Linq, which no setting can cause. */
const linqProblems = new Set([500, 502, 503, 504])

/** Checks the token with one lookup in each version of the API, of the named chat first. */
export async function checkTokens(settings: Settings, id: ChatId, offsets: number[]): Promise<Finding[]> {
  const first = await checkToken(settings, id, offsets)
  const other = anyChat[versionOf(id) === 'v2' ? 'v3' : 'v2']
  return settings.token === null || other === null ? [first] : [first, await checkToken(settings, other, offsets)]
}

/** Checks the token of the version of the API that has such an id with one lookup. */
async function checkToken(settings: Settings, id: ChatId, offsets: number[]): Promise<Finding> {
  const { token: v2Token, v3Token, origin } = settings
  const version = versionOf(id)
  const token = version === 'v2' ? v2Token : v3Token
  const { failure, ok, warning } = subjects[version]
  if (token === null)
    return warning('LINQ_INTEGRATION_TOKEN is not set, so the console shows sandbox data. Nothing was sent.')
  const headers = { ...tokenHeaders(version, token), accept: 'application/json' }
  const result = await request(`${origin}${chatPath(id)}`, headers)
  if (!result.response)
    return failure(`${origin} cannot be reached (${result.code}). Check LINQ_BASE_URL, the network and its proxies.`)
  const { response, body } = result
  addOffset(response, offsets)
  const { status } = response
  if (status === 200) return ok(`the token is accepted: chat ${id} was read.`)
  if (status === 404 && saysNoChat(readFailure(body), version))
    return ok(`the token is accepted; there is no chat ${id} in this account, or the token may not read it.`)
  if (status === 401 && version === 'v3' && v3Token === v2Token)
    return warning(
      'the token is refused (401), so chats with a UUID cannot be looked up. Set LINQ_V3_TOKEN to one that API v3 accepts.',
    )
  if (status === 401 && version === 'v3')
    return failure('the token is refused (401). Set LINQ_V3_TOKEN to the one that Linq gave you.')
  if (status === 401)
    return failure('the token is refused (401). Set LINQ_INTEGRATION_TOKEN to the one that Linq gave you.')
  if (status === 403)
    return failure(
      `the token may not read chat ${id} (403). Ask Linq for access, or try another chat: npm run doctor -- 45`,
    )
  if (status === 429)
    return warning('Linq’s rate limit is reached (429), so the token could not be checked. Try again later.')
  if (linqProblems.has(status))
    return warning(`the token could not be checked: Linq has a problem (${status}). Try again later.`)
  if (status >= 300 && status < 400)
    return failure(
      `${origin} redirects (${status}), and redirects are not followed. Set LINQ_BASE_URL to the target, if that is Linq.`,
    )
  return failure(`${origin} answered ${status}, which is not Linq's answer to this lookup. Check LINQ_BASE_URL.`)
}
