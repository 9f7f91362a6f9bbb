import { isLosslessNumber, LosslessNumber, stringify } from 'lossless-json'

import { isService } from './operation.ts'
import { asSent, isObject, parseJson } from './json.ts'

/** What stands in place of a chat's name. */
const hiddenName = 'Name hidden'
/** What stands in place of any other text that could be somebody's. */
const hiddenText = 'Hidden'

/** A time, recognised by its shape alone. */
const time = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d{2}:?\d{2})?$/

/** A, B, … Z, AA, AB …: the labels of participants in the order they first appear. */
function letters(index: number): string {
  const last = String.fromCodePoint(65 + (index % 26))
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last
}

/**
 * Replaces everything in an answer that could tell who somebody is: names, phone numbers, e-mail addresses, and every
 * text and number in fields Linq does not document. Ids, counts, flags, known services and times stay. A label has the
 * same length whatever it replaces, and one address has one label throughout the chat.
 * @param body a 200 answer, which need not be complete; what is not JSON comes back as an empty object.
 */
export function maskBody(body: string): string {
  let json: unknown
  try {
    json = parseJson(body)
  } catch {
    return '{}'
  }
  const labels = new Map<string, string>()
  const person = (address: string): string => {
    // One number written in two ways is one person, and so is an address in capitals.
    const key = address.includes('@') ? address.trim().toLowerCase() : address.replace(/[^\d+]/g, '') || address
    const label = labels.get(key) ?? `Participant ${letters(labels.size)}`
    labels.set(key, label)
    return label
  }
  const enveloped = isObject(json) && isObject(json['data'])
  const masked =
    isObject(json) && enveloped ? { ...hideFields(json), data: maskChat(json['data'], person) } : maskChat(json, person)
  return stringify(masked) ?? '{}'
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
  if (isLosslessNumber(value)) return new LosslessNumber('0')
  if (Array.isArray(value)) return value.map(hide)
  if (isObject(value)) return hideFields(value)
  return hideText(value, hiddenText)
}
