import type { ChatId } from '../chat-id.ts'

/** Where the Linq Partner API lives. Source: the "Get Chat" page of the v2 documentation. */
export const linqOrigin = 'https://api.linqapp.com'

/** The header that carries the account's token, as the documentation spells it. */
export const tokenHeader = 'X-LINQ-INTEGRATION-TOKEN'

/**
 * The header in which a page sends the one-time ticket of a lookup that its server began for it. It stays between the
 * console and its gateway, and is never sent to Linq.
 */
export const ticketHeader = 'x-lookup-ticket'

/** The folder of all chats. Its siblings (`/chats/find` among them) are other operations, some of which write. */
export const chatsPath = '/api/partner/v2/chats'

/** The path of one chat, `GET /api/partner/v2/chats/{chat_id}`: the same at Linq, at the gateway and in the sandbox. */
export const chatPath = (id: ChatId): string => `${chatsPath}/${id}`

/**
 * Matches the request target of one chat, with or without a query. Its only group is what stands in the place of the id:
 * one segment as it was sent, for `parseChatId`. It is for a raw target, never a decoded or rebuilt one: a URL parser makes
 * `/chats/find` of `/chats/45/../find`.
 */
export const chatTarget = new RegExp(String.raw`^${chatsPath}/([^/?#\\]+)(?:\?[^#]*)?$`)
