import { type ChatId, parseChatId } from '../../linq/chat-id.ts'
import { plainText } from '../../linq/plain-text.ts'
import { handleInText } from '../find/handle-in-text.ts'
import { holdsMessages, idsInBody, readBody } from './ids-in-body.ts'
import { idsInRows, isIdHeading } from './ids-in-rows.ts'
import { idsInText } from './ids-in-text.ts'
import { type Doubt, hasPhoneLength, isPhoneNumber, type Numbers, readNumbers } from './numbers.ts'
import { unwrapLinks } from './unwrap-links.ts'
import { hasPartOfUuid, idsInUuidList, uuidsOfChats } from './uuids.ts'

export type Refusal =
  | 'empty'
  | 'too-long'
  | 'zero'
  | 'too-many-digits'
  | 'too-large'
  | 'phone-number'
  | 'email-address'
  | 'incomplete-uuid'
  | 'messages'
  | 'list-address'
  | 'not-an-id'

export type Input =
  | { kind: 'chat'; id: ChatId }
  | { kind: 'chats'; ids: ChatId[] }
  /** Possibly a phone number, or one number with separators: the person has to choose. */
  | { kind: 'ask'; ids: ChatId[]; about: Doubt }
  | { kind: 'refused'; refusal: Refusal }

/** Longer texts are refused. */
export const maxInputLength = 100_000

/**
 * Reads the lookup box, or the id in an address. It understands an id in any digits, quotes or brackets, a UUID, a list or a
 * spreadsheet's column of ids, rows of the console's own CSV, a link to this console or the API (also inside the redirect
 * links of mail programs and chats), a cURL command, an answer of the API, a webhook body, and log lines with any of these.
 */
export function parseInput(input: string): Input {
  if (input.length > maxInputLength) return { kind: 'refused', refusal: 'too-long' }
  const text = collapseSpace(plainText(input)).trim()
  const [, single] =
    /^(?:id\s?[:=#]?\s?)?["'([{<*_`]*#?\s?([0-9]+)\s?#?["')\]}>*_`]*(?:[.,;:!?]|[?&;](?:amp;)?[a-z]+=\S*)?$/i.exec(
      text,
    ) ?? []
  if (single !== undefined && /^id\b|^["'([{<*_`]*#/i.test(text))
    return fromNumbers([{ numbers: [single], doubt: null }])
  const [, list] = labelledList.exec(text) ?? []
  if (list !== undefined) return fromNumbers([{ numbers: list.split(/[^0-9]+/), doubt: null }])
  const typed = single ?? text.replace(/^#\s?/, '')
  if (typed === '') return { kind: 'refused', refusal: 'empty' }
  // Before numbers are read: a UUID may have digits only.
  const listed = idsInUuidList(text)
  if (listed !== null) return fromIds(listed)
  const bare = readNumbers(typed)
  if (bare !== null) return fromNumbers([bare])
  const rows = idsInRows(text)
  if (rows.length > 0) return fromIds(rows)
  const body = readBody(text)
  const inBody = body === undefined ? [] : [...idsInBody(body)]
  if (inBody.length > 0) return fromIds(inBody)
  if (body !== undefined && holdsMessages(body)) return { kind: 'refused', refusal: 'messages' }
  // JSON may escape a slash.
  const links = unwrapLinks(text.replaceAll(String.raw`\/`, '/'))
  const found = [...idsInText(links), ...uuidsOfChats(links).map((id) => ({ numbers: [id], doubt: null }))]
  return found.length > 0 ? fromNumbers(found) : { kind: 'refused', refusal: whyNone(links) }
}

/**
 * Whether a text has nothing but IDs, perhaps below a heading or after a label, so that all of them are meant. Digits with
 * nothing but spaces between them may be one phone number (7 to 15 digits) or a date.
 */
export function isOnlyIds(input: string): boolean {
  const text = plainText(input).trim()
  const [heading = '', ...rows] = text.split(/[\r\n]+/)
  const list = (isIdHeading(heading.trim()) ? rows.join('\n') : text.replace(label, '')).trim()
  if (idsInUuidList(list) !== null) return true
  const isOneNumber = !/[,;\r\n\t]/.test(list) && hasPhoneLength(list)
  return !isOneNumber && /^(?:[\s0-9,;|、•#"'()[\]-]|(?<![^\r\n])\*|\band\b)+$/i.test(list)
}

/** What stands before the IDs of a list: `Chat ID: `. */
const label = /^(?:chat[\s_-]?)?ids?\s?[:=#]\s?/i

/** A whole text such as `Chat ID: 45, 46`. In a longer one, what follows the first number may be something else. */
const labelledList = /^(?:chat[\s_-]?)?ids?\s?[:=#]?\s?#?([0-9]+(?:(?:,\s|\s?[;&]\s?|\s(?:and|or)\s)#?[0-9]+)+)$/i

/**
 * Each run of white space and control characters as one line break, tab or space, so that no pattern meets a long run: two
 * repetitions of white space next to each other take quadratic time.
 */
const collapseSpace = (text: string): string =>
  text.replace(/[\s\p{Cc}]+/gu, (run) => (/[\r\n]/.test(run) ? '\n' : run.includes('\t') ? '\t' : ' '))

/** What is in doubt is asked about, also when the text names other ids. */
function fromNumbers(found: (Numbers | 'phone-number')[]): Input {
  const read = found.filter((numbers) => numbers !== 'phone-number')
  if (read.length === 0) return { kind: 'refused', refusal: 'phone-number' }
  const input = fromIds(read.flatMap(({ numbers }) => numbers))
  const about = read.find(({ doubt }) => doubt !== null)?.doubt ?? null
  if (about === null || input.kind === 'refused') return input
  return { kind: 'ask', ids: input.kind === 'chat' ? [input.id] : 'ids' in input ? input.ids : [], about }
}

/** One id is a chat, several different ones are a choice; an impossible one among possible ones is left out. */
function fromIds(texts: string[]): Input {
  const ids = [...new Set(texts.map((text) => parseChatId(text)))].filter((id) => id !== null)
  const [id, ...others] = ids
  if (id === undefined) return { kind: 'refused', refusal: whyNoId(texts[0] ?? '') }
  return others.length === 0 ? { kind: 'chat', id } : { kind: 'chats', ids }
}

function whyNoId(number: string): Refusal {
  if (/^0+$/.test(number)) return 'zero'
  return number.length > 19 ? 'too-many-digits' : 'too-large'
}

function whyNone(text: string): Refusal {
  if (
    /\/api\/partner\/v[0-9]+\/chats(?:\/find)?\/?(?:[?\s'"]|$)|\/chats(?:\/find)?\?\S{0,200}\b(?:phone_number|to|from)\b/i.test(
      text,
    )
  )
    return 'list-address'
  if (/[^\s@/<]{1,64}@[^\s@/>]/.test(text)) return 'email-address'
  if (/\+[0-9][0-9\s().-]{6,}/.test(text) || namesPhoneNumber(text)) return 'phone-number'
  return hasPartOfUuid(text) ? 'incomplete-uuid' : 'not-an-id'
}

/** What says that the digits in a text are a phone number. */
const phoneWord = /(?<![a-z])(?:phone|telephone|telefon|tel|mobile|cell|call|sms|fax|whatsapp|ext)(?![a-z])/i

/** Whether a text has one phone number with words around it. Digits alone may be any other number unless a word names them. */
function namesPhoneNumber(text: string): boolean {
  const found = handleInText(text)
  if (found?.kind !== 'phone') return false
  return isPhoneNumber(found.text) || (phoneWord.test(text) && hasPhoneLength(found.text))
}
