import { isUuid } from '../../linq/uuid.ts'

/** A UUID, as the source of a regular expression. */
export const uuidPattern = '[0-9a-f]{8}(?:-[0-9a-f]{4}){4}[0-9a-f]{8}'
/** In a longer text it is not a part of something longer. */
const uuid = String.raw`${uuidPattern}(?![\w-])`
const anyUuid = new RegExp(uuid, 'i')

/** What stands around an id in a list: quotes, brackets, a list's mark, `urn:uuid:`, and the parameters of an address. */
const around = /^["'([{<*_`#]+|[?&;](?:amp;)?[a-z]+=\S*$|["')\]}>*_`.:!?]+$/gi

const withoutAround = (entry: string): string =>
  entry
    .replace(around, '')
    .replace(/^urn:uuid:/i, '')
    .replace(around, '')

/** What stands before the ids of a list: `Chat ID: `. */
const label = /^(?:chat[\s_-]?)?(?:ids?)?\s?[:=#]?\s?(?=\S)/i

/**
 * The ids of a text that has nothing but UUIDs in it, perhaps in braces or quotes and with numbers among them.
 * @returns null for any other text, also for one without a UUID.
 */
export function idsInUuidList(text: string): string[] | null {
  if (!anyUuid.test(text)) return null
  const entries = text
    .replace(label, '')
    .split(/[\s,;|、•]+(?:(?:and|or)\s)?/i)
    .map(withoutAround)
    .filter((entry) => entry !== '' && entry !== '-')
  return entries.length > 0 && entries.every((entry) => isUuid(entry) || /^[0-9]+$/.test(entry)) ? entries : null
}

const listOf = (entry: string) => `(${entry}(?:[ ,;+]+${entry})*)`
/** Numbers may be among the UUIDs. */
const listInLink = new RegExp(`[?&]ids=${listOf(String.raw`(?:${uuid}|[0-9]+(?![\w-]))`)}`, 'gi')
/** In the address of a chat or after the word. Other UUIDs are those of events, messages, traces and sign-ins. */
const ofChat = new RegExp(String.raw`(?:/chats/|\bchat[\s_-]?(?:ids?)?\W{0,5})(?:urn:uuid:)?${listOf(uuid)}`, 'gi')

/** The UUIDs in a text that are a chat's, with the numbers of their list. */
export const uuidsOfChats = (text: string): string[] =>
  anyUuid.test(text)
    ? [listInLink, ofChat].flatMap((pattern) =>
        [...text.matchAll(pattern)].flatMap(([, list = '']) => (anyUuid.test(list) ? list.split(/[ ,;+]+/) : [])),
      )
    : []

/** Whether a text has the beginning of a UUID, and no whole one. */
export const hasPartOfUuid = (text: string): boolean =>
  !anyUuid.test(text) && /(?<![\w-])[0-9a-f]{8}-[0-9a-f]{4}-(?!\s)/i.test(text)
