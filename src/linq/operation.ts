// "Get Chat" in both versions of the API, and where "List chats" of v3 is.
import { type ApiVersion, type ChatId, parseChatId, versionOf } from './chat-id.ts'

/** Where the Linq Partner API lives. Source: the "Get Chat" pages of the documentation. */
export const linqOrigin = 'https://api.linqapp.com'

/** The header that carries the account's token in API v2, as the documentation spells it. */
export const tokenHeader = 'X-LINQ-INTEGRATION-TOKEN'

/** The header that carries a token, with its value. Source: API v3 takes it as a bearer token by its "Authentication" page. */
export const tokenHeaders = (version: ApiVersion, token: string): Readonly<Record<string, string>> =>
  version === 'v2' ? { [tokenHeader]: token } : { authorization: `Bearer ${token}` }

/** The folders of all chats. Their siblings, and other methods on them, are other operations, some of which write. */
export const chatsPath = '/api/partner/v2/chats'
export const v3ChatsPath = '/api/partner/v3/chats'

/**
 * Matches the request target of one chat, with or without a query; its groups are the version and the path segment with the
 * id. It is for the raw target: a URL parser turns `/chats/45/../find` into `/chats/find`, another operation.
 */
const chatTarget = /^\/api\/partner\/(v[23])\/chats\/([^/?#\\]+)(?:\?[^#]*)?$/

/**
 * Reads the request target of one chat.
 * @returns its id; null for a text that is no id of that version of the API; undefined for any other target.
 */
export function idInTarget(target: string): ChatId | null | undefined {
  const [, version, segment] = chatTarget.exec(target) ?? []
  if (segment === undefined) return undefined
  const id = parseChatId(segment)
  return id && versionOf(id) === version ? id : null
}
