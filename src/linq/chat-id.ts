/** A chat's id: 1 to 19 digits without leading zeros, 1 to 2^63 - 1. Text everywhere, because JavaScript rounds numbers beyond 2^53. */
export type ChatId = string & { readonly [brand]: true }
declare const brand: unique symbol

/** The largest id a signed 64-bit integer can hold. Linq documents no bound; a larger number cannot be one of its ids. */
const largestChatId = 9_223_372_036_854_775_807n

/**
 * Parses a chat id.
 * @param text ASCII digits and nothing else. Leading zeros are dropped, so that each chat has one URL.
 * @returns the id, or null if the text cannot be one (0, more than 19 digits, beyond 2^63 - 1, any other character).
 */
export function parseChatId(text: string): ChatId | null {
  const digits = text.replace(/^0+(?=.)/, '')
  return /^[0-9]{1,19}$/.test(text) && isChatId(digits) ? digits : null
}

const isChatId = (digits: string): digits is ChatId => digits !== '0' && BigInt(digits) <= largestChatId
