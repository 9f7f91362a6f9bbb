import { type ChatId, parseChatId } from '../../linq/chat-id.ts'
import { plainText } from '../../linq/plain-text.ts'
import { holdsMessages, idsInBody, readBody } from './ids-in-body.ts'
import { unwrapLinks } from './unwrap-links.ts'

export type Refusal =
  | 'empty'
  | 'too-long'
  | 'zero'
  | 'too-many-digits'
  | 'too-large'
  | 'phone-number'
  | 'email-address'
  | 'version-3'
  | 'messages'
  | 'list-address'
  | 'not-an-id'

export type Input =
  | { kind: 'chat'; id: ChatId }
  | { kind: 'chats'; ids: ChatId[] }
  /** Possibly a phone number, or one number with separators: the person has to choose. */
  | { kind: 'ask'; ids: ChatId[]; about: 'phone-number' | 'separator' }
  | { kind: 'refused'; refusal: Refusal }

/** Longer texts are refused. */
export const maxInputLength = 100_000

/**
 * Reads the lookup box, or the id in an address. It understands an id in any digits, quotes or brackets, a list or a
 * spreadsheet's column of ids, rows of the console's own CSV, a link to this console or the API (also inside the redirect
 * links of mail programs and chats), a cURL command, an answer of the API, a webhook body, and log lines with any of these.
 */
export function parseInput(input: string): Input {
  if (input.length > maxInputLength) return { kind: 'refused', refusal: 'too-long' }
  const text = collapseSpace(plainText(input)).trim()
  const [, single] = /^(?:id\s*[:=#]?\s*)?["'([{<*_`]*#?\s*([0-9]+)\s*#?["')\]}>*_`]*[.,;:!?]?$/i.exec(text) ?? []
  if (single !== undefined) return /#|^id\b/i.test(text) ? fromDigits([single]) : fromBareNumbers([single])
  const typed = text.replace(/^#\s*/, '')
  if (typed === '') return { kind: 'refused', refusal: 'empty' }
  if (/^[0-9]{1,3}(?:,[0-9]{3})+$/.test(typed)) return ask(typed.split(','), 'separator')
  if (isPhoneNumber(typed)) return { kind: 'refused', refusal: 'phone-number' }
  const list = typed.split(/(?:[\s,;|&]|\band\b)+#?/i).filter((entry) => entry !== '')
  if (list.every((entry) => /^[0-9]+$/.test(entry))) return fromBareNumbers(list)
  const rows = idsInRows(text)
  if (rows.length > 0) return fromDigits(rows)
  const body = readBody(text)
  const inBody = body === undefined ? [] : [...idsInBody(body)]
  const numbers = inBody.filter((id) => /^[0-9]+$/.test(id))
  if (numbers.length > 0) return fromDigits(numbers)
  if (inBody.length > 0) return { kind: 'refused', refusal: 'version-3' }
  if (body !== undefined && holdsMessages(body)) return { kind: 'refused', refusal: 'messages' }
  const links = unwrapLinks(text)
  const found = [...idsInText(links)]
  return found.length > 0 ? fromDigits(found) : { kind: 'refused', refusal: whyNone(links) }
}

/**
 * Each run of white space and control characters as one space or line break, so that no pattern meets a long run: two
 * repetitions of white space next to each other take quadratic time.
 */
const collapseSpace = (text: string): string =>
  text.replace(/[\s\p{Cc}]+/gu, (run) => (/[\r\n]/.test(run) ? '\n' : ' '))

/** Numbers without a word that says what they are: one that may be a phone number is asked about. */
const fromBareNumbers = (numbers: string[]): Input =>
  numbers.some(isNorthAmerican) ? ask(numbers, 'phone-number') : fromDigits(numbers)

function ask(numbers: string[], about: 'phone-number' | 'separator'): Input {
  const input = fromDigits(numbers)
  if (input.kind === 'refused') return input
  return { kind: 'ask', ids: input.kind === 'chat' ? [input.id] : 'ids' in input ? input.ids : [], about }
}

/** One id is a chat, several different ones are a choice; an impossible number among possible ones is left out. */
function fromDigits(numbers: string[]): Input {
  const ids = [...new Set(numbers.map((digits) => parseChatId(digits)))].filter((id) => id !== null)
  const [id, ...others] = ids
  if (id === undefined) return { kind: 'refused', refusal: whyNoId(numbers[0] ?? '') }
  return others.length === 0 ? { kind: 'chat', id } : { kind: 'chats', ids }
}

function whyNoId(number: string): Refusal {
  if (/^0+$/.test(number)) return 'zero'
  return number.length > 19 ? 'too-many-digits' : 'too-large'
}

/**
 * Whether digits alone may be a number of the North American plan, which Linq's documentation writes without a plus. Its
 * examples have the area code 555, which the plan itself does not assign.
 */
const isNorthAmerican = (digits: string): boolean => /^1?(?:[2-9][0-9]{2}[2-9][0-9]{6}|555[0-9]{7})$/.test(digits)

/** A number in groups is a phone number where it starts like one, or is grouped 3-3-4. */
const isPhoneNumber = (text: string): boolean =>
  /^(?:tel:)?\+?[0-9(][0-9\s().\-/]{5,}$/i.test(text) &&
  (/^(?:tel:|\+|\()/i.test(text) ||
    /^(?:1[\s.-])?[0-9]{3}[\s.-][0-9]{3}[\s.-][0-9]{4}$/.test(text) ||
    /^00[1-9][0-9\s\-/]{7,}$/.test(text) ||
    /^[0-9]+(?:-[0-9]+)+$/.test(text))

/** The second cell of a row of the console's own CSV (`src/console/bulk/export.ts`). */
const csvState = '(?:ready|waiting|not-found|unauthorized|rate-limited|upstream-error|timeout|offline|bad-response)'
const csvRow = new RegExp(`^"?([0-9]+)"?[,;\\t]"?${csvState}"?(?:[,;\\t]|$)`)

/** The ids of rows copied from a table: of the console's own CSV, or a column of numbers under a heading. */
function idsInRows(text: string): string[] {
  const lines = text.split(/\r\n|[\r\n]/).flatMap((line) => line.trim() || [])
  const rows = lines.flatMap((line) => csvRow.exec(line)?.[1] ?? [])
  if (rows.length > 0) return rows
  const [heading = '', ...cells] = lines
  const numbers = cells.map((cell) => /^"?#?([0-9]+)"?$/.exec(cell)?.[1])
  return cells.length > 0 && /^"?(?:chat)?[\s_.-]*ids?"?$/i.test(heading) && numbers.every((id) => id !== undefined)
    ? numbers
    : []
}

/** The chats that a text names: in an address, after `chat_id`, or after the word "chat". */
function* idsInText(text: string): Generator<string> {
  for (const [, list = ''] of text.matchAll(/\/chats\?(?:[^\s#]{0,300}&)?ids=([0-9,%C]+)/gi))
    yield* list.split(/,|%2C/i).filter((part) => part !== '')
  for (const [, id = ''] of text.matchAll(/\/chats\/{1,3}(?:#|%23)?([0-9]+)(?![a-z0-9-]|_+[a-z0-9])/gi)) yield id
  for (const [, id = ''] of text.matchAll(
    /(?<![a-z0-9])chat[\s_.[-]{0,2}id\]?\\?["']?\s*(?:[:=]|=>)?\s*\\?["']?#?([0-9]+)(?![\w-])/gi,
  ))
    yield id
  for (const [, id = ''] of text.matchAll(/\bchats?(?:\s+(?:number|no\.?))?\s*[:#=]?\s*#?([0-9]+)(?![\w.-]*[\w-])/gi))
    yield id
}

const uuid = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/i

function whyNone(text: string): Refusal {
  if (uuid.test(text)) return 'version-3'
  if (
    /\/api\/partner\/v[0-9]+\/chats(?:\/find)?\/?(?:\?|$)|\/chats(?:\/find)?\?\S{0,200}\b(?:phone_number|to|from)\b/i.test(
      text,
    )
  )
    return 'list-address'
  if (/[^\s@/<]{1,64}@[^\s@/>]/.test(text)) return 'email-address'
  if (/\+[0-9][0-9\s().-]{6,}/.test(text)) return 'phone-number'
  return 'not-an-id'
}
