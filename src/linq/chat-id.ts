/**
 * A chat's id in its canonical form: of API v2 a whole number, 1 to 2^63 - 1 in 1 to 19 digits without leading zeros; of API v3
 * a UUID in lower case. Text everywhere, because JavaScript rounds numbers beyond 2^53.
 */
export type ChatId = string & { readonly [brand]: true }
declare const brand: unique symbol

/** A version of the Linq Partner API. Which one a chat is read from follows from its id. */
export type ApiVersion = 'v2' | 'v3'

/** The version of the API that has chats with such an id. */
export const versionOf = (id: ChatId): ApiVersion => (id.includes('-') ? 'v3' : 'v2')

/** The largest id a signed 64-bit integer can hold. Linq documents no bound; a larger number cannot be one of its ids. */
const largestChatId = '9223372036854775807'

/**
 * Parses a chat id.
 * @param text ASCII digits and nothing else, or a UUID with its four hyphens. Leading zeros of a number are dropped and a UUID
 * is written in lower case, so that each chat has one URL.
 * @returns the id, or null if the text cannot be one (0, more than 19 digits, beyond 2^63 - 1, any other character).
 */
export function parseChatId(text: string): ChatId | null {
  const id = pattern.test(text) ? text.replace(/^0+(?=\d+$)/, '').toLowerCase() : '0'
  return isChatId(id) ? id : null
}

const pattern = /^(?:\d{1,19}|[\da-f]{8}(?:-[\da-f]{4}){4}[\da-f]{8})$/i

const isChatId = (id: string): id is ChatId =>
  id.includes('-') || (id !== '0' && (id.length < largestChatId.length || id <= largestChatId))
