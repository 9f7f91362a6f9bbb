import { formatOf, unwrapChat } from './chat-format.ts'
import { parseChatId } from './chat-id.ts'
import { dateTimePattern } from './date-time.ts'
import { letters, maskedName } from './field-names.ts'
import { type ChatFormat, type FieldKind, type Fields, isListed, kindOf } from './fields.ts'
import { isNumber, isObject, sentText, stringifyJson, tryParseJson } from './json.ts'
import { numberDigits, plainText } from './plain-text.ts'
import { isUuid } from './uuid.ts'

/** Replaces a chat's name. */
const hiddenName = 'Name hidden'
/** Replaces any other text that could be personal data. */
export const hiddenText = 'Hidden'

/** The participants' numbers by {@link addressKey}. Kept from answer to answer, it keeps their labels. */
export type Labels = Map<string, number>

/** Shorter numbers are short codes, which no one writes in groups: `24` and `2-4` may be two senders. */
const shortestGroupedNumber = 7

/**
 * The key of an address. Two addresses have one key only when they are surely the same: a phone number in two notations
 * (spaces, brackets, dashes, invisible characters, `tel:`), or an e-mail address in capitals of ASCII (`toLowerCase` makes a k of the Kelvin sign). Any other text is compared
 * exactly: an e-mail address with an invisible character in it is another one.
 */
export function addressKey(address: string): string {
  // A slash may stand between two numbers: `5551234567/8`.
  const digits = address.includes('/') ? null : numberDigits(plainText(address))
  if (digits !== null && digits.length >= shortestGroupedNumber) return digits
  const text = address.trim()
  return text.includes('@') ? text.replace(/^mailto:/i, '').replace(/[A-Z]+/g, (part) => part.toLowerCase()) : text
}

/** The number in a label of one letter or two, such as `Participant B` (1); null for any other text. */
export function parseLabel(label: string): number | null {
  const [, written] = /^Participant ([A-Z]{1,2})$/.exec(label) ?? []
  return written
    ? Array.from(written, (letter) => letter.charCodeAt(0) - 65).reduce((sum, digit) => sum * 26 + digit)
    : null
}

/**
 * Replaces all personal data in an answer: names, phone numbers, e-mail addresses, and every text and number in fields
 * Linq does not document. Ids, counts, flags, known services, known states and times stay. The length of a label does not depend on what it
 * replaces, and one address has one label throughout the chat.
 * @param body a 200 answer; it does not have to be complete, and one that is not JSON becomes an empty object.
 * @param labels the participants that have a label already; new ones are added.
 */
export function maskBody(body: string, labels: Labels = new Map()): string {
  const json = tryParseJson(body)
  return json === undefined ? '{}' : maskBodyJson(json, labels)
}

/** {@link maskBody} for a body that is parsed already. */
export function maskBodyJson(json: unknown, labels: Labels = new Map()): string {
  const chat = unwrapChat(json)
  const format = formatOf(chat)
  const { addParticipant, maskJson } = createMasker(labels, format)
  const participants = chat?.[format.list]
  if (Array.isArray(participants)) for (const participant of participants) addParticipant(participant)
  return stringifyJson(maskJson(json))
}

/**
 * {@link maskBody} in steps. All participants are added before anything is masked, because a chat with more than 26 has
 * labels of two letters throughout.
 */
export interface Masker {
  /** Gives a participant a number, unless its address has one. */
  addParticipant: (participant: unknown) => void
  /** Masks a whole parsed answer. */
  maskJson: (json: unknown) => unknown
  /** Masks a chat without an envelope. */
  maskChat: (chat: unknown) => unknown
  /** Masks one participant. */
  maskParticipant: (participant: unknown) => unknown
}

/** Makes the masker for answers about one chat. */
export function createMasker(labels: Labels, { chat: { fields }, seenParticipantFields, health }: ChatFormat): Masker {
  const addressFields = Object.keys(seenParticipantFields).filter(
    (name) => kindOf(seenParticipantFields, name) === 'address',
  )
  const numberFor = (address: string): number => {
    const key = addressKey(address)
    const number = labels.get(key) ?? labels.size
    labels.set(key, number)
    return number
  }
  const maskAddress = (value: unknown) => {
    const address = sentText(value)
    if (address === null || address === '') return value ?? null
    return `Participant ${letters(numberFor(address), labels.size > 26 ? 2 : 1)}`
  }
  const maskParticipant = (participant: unknown) =>
    isObject(participant) ? maskFields(participant, seenParticipantFields) : maskAddress(participant)
  const maskChat = (chat: unknown) =>
    // The chat's own id is in the page's address. As a text it may be as long as a phone number.
    isObject(chat)
      ? { ...maskFields(chat, fields), ...(parseChatId(sentText(chat['id']) ?? '') && { id: chat['id'] }) }
      : hide(chat)
  const maskFields = (sent: Record<string, unknown>, known: Fields) =>
    mapFields(sent, (name, value) => maskValue(kindOf(known, name), value))
  /** Fields that are not documented have no kind, and are hidden. */
  const maskValue = (kind: FieldKind | undefined, value: unknown): unknown => {
    switch (kind) {
      case 'integer':
        // Any number is a count or an id, though `15.0` is not as documented. A text of digits that is as long as a phone
        // number may be one.
        return isNumber(value) || /^[0-9]{1,9}$/.test(sentText(value) ?? '') ? value : hide(value)
      case 'name':
        return hideText(value, hiddenName)
      case 'address':
        return maskAddress(value)
      case 'service':
      case 'participant-status':
      case 'health-status':
        return typeof value === 'string' && isListed(kind, value) ? value : hide(value)
      case 'uuid':
        return typeof value === 'string' && isUuid(value) ? value : hide(value)
      case 'date-time':
        return typeof value === 'string' && dateTimePattern.test(value) ? value : hide(value)
      case 'participants':
        return Array.isArray(value) ? value.map(maskParticipant) : hide(value)
      case 'health':
        return isObject(value) ? maskFields(value, health.fields) : hide(value)
      case 'boolean':
      case 'link':
      case 'text':
      case undefined:
        return hide(value)
    }
  }
  return {
    addParticipant: (participant) => {
      const addresses = isObject(participant) ? addressFields.map((name) => participant[name]) : [participant]
      for (const address of addresses.map(sentText)) if (address) numberFor(address)
    },
    maskJson: (json) => {
      const chat = unwrapChat(json)
      return isObject(json) && chat !== json ? { ...hideFields(json), data: maskChat(chat) } : maskChat(json)
    },
    maskChat,
    maskParticipant,
  }
}

const mapFields = (fields: Record<string, unknown>, map: (name: string, value: unknown) => unknown) =>
  Object.fromEntries(Object.entries(fields).map(([name, value], index) => [maskedName(name, index), map(name, value)]))

const hideFields = (fields: Record<string, unknown>) => mapFields(fields, (_, value) => hide(value))

const hideText = (value: unknown, label: string): unknown =>
  value === null || value === undefined || value === '' || typeof value === 'boolean' ? value : label

/** Replaces every text and number by the word Hidden: a 0 in place of a number would read as a fact. */
function hide(value: unknown): unknown {
  if (isNumber(value)) return hiddenText
  if (Array.isArray(value)) return value.map(hide)
  if (isObject(value)) return hideFields(value)
  return hideText(value, hiddenText)
}
