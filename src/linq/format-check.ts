import { isNumber, isObject, numberText, parseJson } from './json.ts'
import { chatFields, type FieldKind, type Fields, isService, kindOf, participantFields } from './v2/fields.ts'
import { unwrapChat } from './v2/read-chat.ts'

/** One difference between an answer and Linq's documentation, as a sentence without personal data. */
export interface Difference {
  /** e.g. `chat_handles[1].service`. */
  field: string
  kind: 'missing' | 'type' | 'value' | 'extra'
  text: string
}

/** The most differences that are listed. */
export const maxListed = 100

/** The differences of an answer: how many there are, and the first of them. */
export interface FormatCheck {
  count: number
  first: Difference[]
}

/** Counts differences, and keeps the first. */
export const summarize = (all: Difference[]): FormatCheck => ({ count: all.length, first: all.slice(0, maxListed) })

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{2}:\d{2}$/

/**
 * Compares a 200 answer with the documentation of "Get Chat".
 * @param body a body that `readChat` can read.
 * @returns the fields that are missing, of another type, not in a documented list, or not documented; empty for none.
 */
export function checkFormat(body: string): Difference[] {
  const json = parseJson(body)
  const chat = unwrapChat(json)
  const participants = Array.isArray(chat?.['chat_handles']) ? chat['chat_handles'] : []
  return [...checkChat(json), ...participants.flatMap(checkParticipant)]
}

/** The differences of a parsed answer, without those of its participants. */
export function checkChat(json: unknown): Difference[] {
  const chat = unwrapChat(json)
  if (!isObject(json) || !chat) return []
  const envelope =
    json === chat
      ? [{ field: 'data', kind: 'missing', text: 'The data envelope around the chat was not sent' } as const]
      : Object.keys(json)
          .filter((name) => name !== 'data')
          .map((name) => extra(name))
  return [...envelope, ...compare(chat, chatFields, '')]
}

/** The differences of one participant. */
export function checkParticipant(participant: unknown, index: number): Difference[] {
  const field = `chat_handles[${index}]`
  return isObject(participant)
    ? compare(participant, participantFields, `${field}.`)
    : [wrongType(field, participant, 'an object')]
}

function compare(sent: Record<string, unknown>, documented: Fields, path: string): Difference[] {
  return [
    ...Object.entries(documented).flatMap(([name, kind]) =>
      Object.hasOwn(sent, name)
        ? check(path + name, sent[name], kind)
        : [{ field: path + name, kind: 'missing', text: `${path}${name} was not sent` } as const],
    ),
    ...Object.keys(sent)
      .filter((name) => kindOf(documented, name) === undefined)
      .map((name) => extra(path + name)),
  ]
}

const isText = (value: unknown) => typeof value === 'string'

/** For each kind of field: whether a value has its type, and the type in words. */
const types: Record<FieldKind, [isType: (value: unknown) => boolean, expected: string]> = {
  integer: [(value) => isNumber(value) && /^-?[0-9]+$/.test(numberText(value)), 'a whole number'],
  boolean: [(value) => typeof value === 'boolean', 'true or false'],
  participants: [Array.isArray, 'a list'],
  name: [isText, 'text'],
  address: [isText, 'text'],
  service: [isText, 'text'],
  'date-time': [isText, 'text'],
}

function check(field: string, value: unknown, kind: FieldKind): Difference[] {
  const [isType, expected] = types[kind]
  if (!isType(value)) return [wrongType(field, value, expected)]
  const text = String(value)
  if (kind === 'service' && !isService(text))
    return [{ field, kind: 'value', text: `${field} is “${text.slice(0, 40)}”, expected iMessage, SMS or RCS` }]
  if (kind === 'date-time' && !dateTime.test(text))
    return [{ field, kind: 'type', text: `${field} is not in the documented date format` }]
  return []
}

const extra = (field: string): Difference => ({ field, kind: 'extra', text: `Extra field ${field.slice(0, 80)}` })

const wrongType = (field: string, value: unknown, expected: string): Difference => ({
  field,
  kind: 'type',
  text: `${field} is ${typeName(value)}, expected ${expected}`,
})

function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (isNumber(value)) return 'a number'
  if (typeof value === 'boolean') return 'true or false'
  return typeof value === 'string' ? 'text' : 'an object'
}
