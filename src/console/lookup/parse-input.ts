import { type ChatId, parseChatId } from '../../linq/chat-id.ts'
import { sentText, isObject, parseJson } from '../../linq/json.ts'
import { t } from '../i18n/text.ts'

/** What was understood of a typed or pasted text: the chat to open, several to choose from, or why there is none. */
export type Lookup =
  | { id: ChatId; ids?: never; reason?: never }
  | { id?: never; ids: ChatId[]; reason?: never }
  | { id?: never; ids?: never; reason: string }

/** A text above this many characters is not searched for an id. */
export const longestText = 100_000

/** How a number failed to be an id, or that there was none. */
const example = () => t`A chat ID is a whole number such as 45.`
const phone = () => t`This looks like a phone number. Chats can only be opened by ID here.`
const email = () => t`This looks like an email address. Chats can only be opened by ID here.`
const version3 = () =>
  t`This looks like a chat ID from Linq API v3. This console reads v2 chats, which use whole numbers.`

/**
 * Reads the lookup box, or the id in an address. It understands an id, `#45`, `chat 45`, a link to this console, an API
 * address, a cURL command, an answer of the API, a webhook body, log lines with any of these, and a list of ids.
 */
export function readLookup(text: string): Lookup {
  if (text.length > longestText)
    return { reason: t`That text has over ${longestText / 1000},000 characters. Paste only the part with the ID.` }
  const clean = normalize(text)
  const [, plain] = /^(?:id\s*[:=#]?\s*)?["'([]?#?\s*([0-9]+)\s*#?["')\]]?[.,;:]?$/i.exec(clean) ?? []
  if (plain !== undefined) return choose([plain])
  const typed = clean.replace(/^#\s*/, '')
  if (typed === '') return { reason: t`Type the number of a chat, for example 45.` }
  if (isPhone(typed)) return { reason: phone() }
  const list = typed.split(/(?:[\s,;|&]|\band\b)+#?/i).filter((part) => part !== '')
  if (list.every((part) => /^[0-9]+$/.test(part))) return choose(list)
  const found = [...inJson(clean), ...inText(clean)]
  if (found.length > 0) return choose(found)
  return { reason: whyNone(clean) }
}

/** One id opens, several different ones are a choice; an impossible number among possible ones is left out. */
function choose(numbers: string[]): Lookup {
  const ids = [...new Set(numbers.map((digits) => parseChatId(digits)))].filter((id) => id !== null)
  const [id, ...others] = ids
  if (id === undefined) return { reason: whyNoId(numbers[0] ?? '') }
  return others.length === 0 ? { id } : { ids }
}

function whyNoId(number: string): string {
  if (/^0+$/.test(number)) return t`IDs start at 1.`
  if (number.length > 19) return t`That number is too long to be a chat ID.`
  return t`That number is too large to be a chat ID. The largest is 9223372036854775807.`
}

// The zeros of the decimal digits people type: Arabic-Indic, its Persian form, Devanagari, Bengali.
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6]

/** Digits of any of these scripts as ASCII, full-width signs as their plain ones, and nothing of what copying from rich text leaves behind. */
const normalize = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0) ?? 0
      const zero = zeros.find((first) => code >= first && code < first + 10)
      return zero === undefined ? digit : String(code - zero)
    })
    .trim()

const uuid = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/i

/** A number in groups is a phone number where it starts like one, or is grouped 3-3-4. */
const isPhone = (text: string): boolean =>
  /^(?:tel:)?\+?[0-9(][0-9\s().\-/]{5,}$/.test(text) &&
  (/^(?:tel:|\+|\()/.test(text) ||
    /^(?:1[\s.-])?[0-9]{3}[\s.-][0-9]{3}[\s.-][0-9]{4}$/.test(text) ||
    /^00[1-9][0-9\s\-/]{7,}$/.test(text) ||
    /^[0-9]+(?:-[0-9]+)+$/.test(text))

function* inJson(text: string): Generator<string> {
  if (!/^[[{]/.test(text)) return
  let json: unknown
  try {
    json = parseJson(text)
  } catch {
    return // part of a body, or no JSON at all: its words are searched instead
  }
  yield* idsOf(json)
}

/** The chats that a parsed body names: as `chat_id`, as the `id` of a `chat`, or as the `id` beside a chat's own fields. */
function* idsOf(value: unknown, isChat = false): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* idsOf(item)
  if (!isObject(value)) return
  if (isChat || 'chat_handles' in value || 'message_count' in value) yield* digits(value['id'])
  for (const [key, item] of Object.entries(value)) {
    if (/^chat_?id$/i.test(key)) yield* digits(item)
    else yield* idsOf(item, key === 'chat' || (key === 'data' && isObject(item) && 'display_name' in item))
  }
}

const digits = (value: unknown): string[] => sentText(value)?.match(/^[0-9]+$/) ?? []

/** The chats that a text names: in an address, after `chat_id`, or after the word "chat". */
function* inText(text: string): Generator<string> {
  for (const [, list = ''] of text.matchAll(/\/chats\?(?:[^\s#]*&)?ids=([0-9,%C]+)/gi))
    yield* list.split(/,|%2C/i).filter((part) => part !== '')
  for (const [, id = ''] of text.matchAll(/\/chats\/(?:#|%23)?([0-9]+)(?![\w-])/gi)) yield id
  for (const [, id = ''] of text.matchAll(/\bchat_?id\b\\?["']?\s*(?:[:=]|=>)\s*\\?["']?([0-9]+)(?![\w-])/gi)) yield id
  for (const [, id = ''] of text.matchAll(
    /\bchats?(?:\s+(?:id|number|no\.?))?\s*[:#=]?\s*#?([0-9]+)(?![\w.-]*[\w-])/gi,
  ))
    yield id
}

function whyNone(text: string): string {
  if (uuid.test(text)) return version3()
  if (/[^\s@/<]{1,64}@[^\s@/>]/.test(text)) return email()
  if (/\+[0-9][0-9\s().-]{6,}/.test(text)) return phone()
  return example()
}
