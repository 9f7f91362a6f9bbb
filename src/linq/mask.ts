import { stringify } from 'lossless-json'

import { chatIn } from './chat.ts'
import { asSent, isNumber, isObject, parseJson } from './json.ts'
import { isService } from './operation.ts'

/** What stands in place of a chat's name. */
const hiddenName = 'Name hidden'
/** What stands in place of any other text that could be somebody's. */
const hiddenText = 'Hidden'

/** A time, recognised by its shape alone. */
const time = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d{2}:?\d{2})?$/

/** Letters for a number, always as many as asked: A, B, … Z, or AA, AB, … */
function letters(index: number, width = 1): string {
  const last = String.fromCodePoint(65 + (index % 26))
  return width === 1 && index < 26
    ? last
    : letters(Math.floor(index / 26) - (width === 1 ? 1 : 0), Math.max(1, width - 1)) + last
}

/** The people of a chat by address, each with a number. Kept from answer to answer it keeps their labels. */
export type People = Map<string, number>

/** What an address is known by: one number written in two ways is one person, and so is an address in capitals. */
export const personKey = (address: string): string =>
  address.includes('@') ? address.trim().toLowerCase() : address.replace(/[^\d+]/g, '') || address

/** The number behind a label of one letter or two, such as `Participant B` (1); null for any other text. */
export function numberOf(label: string): number | null {
  const [, written] = /^Participant ([A-Z]{1,2})$/.exec(label) ?? []
  return written
    ? Array.from(written, (letter) => letter.charCodeAt(0) - 65).reduce((sum, digit) => sum * 26 + digit)
    : null
}

/**
 * Replaces everything in an answer that could tell who somebody is: names, phone numbers, e-mail addresses, and every
 * text and number in fields Linq does not document. Ids, counts, flags, known services and times stay. A label has the
 * same length whatever it replaces, and one address has one label throughout the chat.
 * @param body a 200 answer, which need not be complete; what is not JSON comes back as an empty object.
 * @param people those who have a label already; new ones are added.
 */
export function maskBody(body: string, people: People = new Map()): string {
  let json: unknown
  try {
    json = parseJson(body)
  } catch {
    return '{}'
  }
  const { meet, hideJson } = masker(people)
  const handles = chatIn(json)?.['chat_handles']
  if (Array.isArray(handles)) for (const handle of handles) meet(handle)
  return writeJson(hideJson(json))
}

/** What {@link maskBody} does, piece by piece. Everybody is met before anything is hidden: with more than 26 people every label has two letters, or none has. */
export interface Masker {
  /** Gives the person behind a handle a number, if there is none yet. */
  meet: (handle: unknown) => void
  /** Hides a whole parsed answer. */
  hideJson: (json: unknown) => unknown
  /** Hides one entry of `chat_handles`. */
  hideHandle: (handle: unknown) => unknown
}

/** Makes what hides the answers about one chat. */
export function masker(people: People): Masker {
  const number = (address: string): number => {
    const key = personKey(address)
    const known = people.get(key) ?? people.size
    people.set(key, known)
    return known
  }
  const person = (address: string) => `Participant ${letters(number(address), people.size > 26 ? 2 : 1)}`
  return {
    meet: (handle) => {
      for (const address of isObject(handle) ? [handle['phone_number'], handle['identifier']] : [handle]) {
        const text = asSent(address)
        if (text) number(text)
      }
    },
    hideJson: (json) =>
      isObject(json) && isObject(json['data'])
        ? { ...hideFields(json), data: maskChat(json['data'], person) }
        : maskChat(json, person),
    hideHandle: (handle) => maskHandle(handle, person),
  }
}

function maskChat(chat: unknown, person: (address: string) => string): unknown {
  if (!isObject(chat)) return hide(chat)
  return eachField(chat, (name, value) => {
    switch (name) {
      case 'id':
      case 'message_count':
        return keepDigits(value)
      case 'display_name':
        return hideText(value, hiddenName)
      case 'service':
        return keepService(value)
      case 'chat_handles':
        return Array.isArray(value) ? value.map((handle) => maskHandle(handle, person)) : hide(value)
      default:
        return hide(value)
    }
  })
}

function maskHandle(handle: unknown, person: (address: string) => string): unknown {
  const label = (value: unknown) => {
    const text = asSent(value)
    return text === null || text === '' ? (value ?? null) : person(text)
  }
  if (!isObject(handle)) return label(handle)
  return eachField(handle, (name, value) => {
    switch (name) {
      case 'id':
        return keepDigits(value)
      case 'phone_number':
      case 'identifier':
        return label(value)
      case 'service':
        return keepService(value)
      case 'joined_at':
        return typeof value === 'string' && time.test(value) ? value : hide(value)
      default:
        return hide(value)
    }
  })
}

/** Maps an object's values, and hides names of fields that are none: a key can be a phone number too. */
const eachField = (fields: Record<string, unknown>, map: (name: string, value: unknown) => unknown) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value], index) => [
      /^[a-z][a-z_]{0,39}$/i.test(name) ? name : `field_${letters(index)}`,
      map(name, value),
    ]),
  )

const hideFields = (fields: Record<string, unknown>) => eachField(fields, (_, value) => hide(value))

const hideText = (value: unknown, label: string): unknown =>
  value === null || value === undefined || value === '' || typeof value === 'boolean' ? value : label

/** Ids and counts: digits stay, as number or as text. */
const keepDigits = (value: unknown): unknown => (/^[0-9]+$/.test(asSent(value) ?? '') ? value : hide(value))

const keepService = (value: unknown): unknown => (typeof value === 'string' && isService(value) ? value : hide(value))

/** Keeps the kind of a value and nothing of what it says. */
function hide(value: unknown): unknown {
  if (isNumber(value)) return 0
  if (Array.isArray(value)) return value.map(hide)
  if (isObject(value)) return hideFields(value)
  return hideText(value, hiddenText)
}

/** Writes a parsed value as JSON again, its numbers as they were. */
export function writeJson(value: unknown): string {
  const text = JSON.stringify(value)
  // The engine would write a number that keeps its digits as the object it is made of.
  return text.includes('"isLosslessNumber"') ? (stringify(value) ?? text) : text
}
