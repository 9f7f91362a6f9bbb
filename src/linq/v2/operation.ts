import type { ChatId } from '../chat-id.ts'

/** Where the Linq Partner API lives. Source: the "Get Chat" page of the v2 documentation. */
export const linqOrigin = 'https://api.linqapp.com'

/** The header that carries the account's token, as the documentation spells it. */
export const tokenHeader = 'X-LINQ-INTEGRATION-TOKEN'

/** The folder of all chats. Its siblings (`/chats/find` among them) are other operations, some of which write. */
export const chatsPath = '/api/partner/v2/chats'

/** The path of one chat, `GET /api/partner/v2/chats/{chat_id}`: the same at Linq, at the gateway and in the sandbox. */
export const chatPath = (id: ChatId): string => `${chatsPath}/${id}`

/**
 * Matches the request target of one chat, with or without a query. Its only group is the path segment with the id, for
 * `parseChatId`. It is for the raw target: a URL parser turns `/chats/45/../find` into `/chats/find`, another operation.
 */
export const chatTarget = /* @__PURE__ */ new RegExp(`^${chatsPath}/([^/?#\\\\]+)(?:\\?[^#]*)?$`)
