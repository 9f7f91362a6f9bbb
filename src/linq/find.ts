// The contract of `POST /api/find` between the page and its gateway. The first load of the console does not need it.
import type { Chat } from './chat.ts'
import { parseChatId, versionOf } from './chat-id.ts'
import { isObject, parseJson, parseProblem, sentText } from './json.ts'
import { v3Reader } from './v3/reader.ts'

/**
 * Where the gateway lists the chats in which a person takes part. A POST, so that no address has the number. A browser has to send
 * its `Origin`: `fetch` does so in its usual mode, while with `same-origin` the page's referrer policy would make it `null`.
 */
export const findPath = '/api/find'

/** How many chats one answer has at most: the limit of "List chats" by the v3 documentation. */
export const chatsPerPage = 100

/** How many chats are listed for one handle, over all of its pages. */
export const mostFound = 500

/** The JSON body of a request; no other member may be in it. */
export interface FindRequest {
  /** A phone number in E.164, or an e-mail address; `parseHandle` is the check. */
  handle: string
  /** The `nextCursor` of the page before, as it was sent. */
  cursor?: string
}

/** One page of the chats that were found, in the order of Linq's list: those with the latest update first. */
export interface FoundChats {
  chats: Chat[]
  /** How many entries of the list are not v3 chats. */
  unreadable: number
  /** What asks for the next page, for 15 minutes; null on the last one. */
  nextCursor: string | null
  /** Whether Linq has more chats that no page lists: above {@link mostFound}, or where its cursor cannot be sent again. */
  limitReached: boolean
}

/** A list of chats as sent, Linq's own or of {@link findPath}; its members are unchecked. */
interface SentList {
  chats: unknown[]
  next_cursor?: unknown
  limit_reached?: unknown
}

/** Whether a parsed answer is a list of chats. */
export const isChatList = (json: unknown): json is SentList => isObject(json) && Array.isArray(json['chats'])

/** What is wrong with any other answer, as the end of a sentence that starts with "The answer". */
export const noChatList = 'is JSON, but there is no list of chats in it.'

/** The result of reading an answer: the chats, or what is wrong with it as the end of a sentence that starts with "The answer". */
export type FindReading = { found: FoundChats; problem?: never } | { found?: never; problem: string }

/**
 * Reads the body of a 200 answer of {@link findPath}: `{"chats": […], "next_cursor": "…" or null, "limit_reached": true}`, the
 * last of them only when it is true. Numbers of any size are exact.
 */
export function readFoundChats(body: string): FindReading {
  let json: unknown
  try {
    json = parseJson(body)
  } catch (error) {
    return { problem: parseProblem(error) }
  }
  if (!isChatList(json)) return { problem: noChatList }
  const { chats: sent, next_cursor, limit_reached } = json
  const chats = sent.map(readFoundChat).filter((chat) => chat !== null)
  // It must not be read as a list of no chats.
  if (chats.length === 0 && sent.length > 0) return { problem: 'has a list in which nothing is a chat of API v3.' }
  return {
    found: {
      chats,
      unreadable: sent.length - chats.length,
      nextCursor: typeof next_cursor === 'string' ? next_cursor : null,
      limitReached: limit_reached === true,
    },
  }
}

function readFoundChat(sent: unknown): Chat | null {
  const id = isObject(sent) ? parseChatId(sentText(sent['id']) ?? '') : null
  return isObject(sent) && id && versionOf(id) === 'v3' ? { id, ...v3Reader.readFields(sent) } : null
}
