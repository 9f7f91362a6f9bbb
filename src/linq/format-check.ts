import { maskedName } from './field-names.ts'
import { isNumber, isObject, numberText, parseJson } from './json.ts'
import {
  chatFields,
  type FieldKind,
  type Fields,
  isService,
  kindOf,
  optionalParticipantFields,
  participantFields,
} from './v2/fields.ts'
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

/** The response header with the {@link FormatCheck} of an answer that this server masked: masking changes types. */
export const formatCheckHeader = 'x-format-check'

/** The differences in the header, about 1.5 kB: nginx refuses a response with 4 kB of headers. */
const maxInHeader = 10

/** Writes the value of {@link formatCheckHeader}, for a check without personal data: all of it is ASCII. */
export const writeFormatCheck = ({ count, first }: FormatCheck): string =>
  JSON.stringify({ count, first: first.slice(0, maxInHeader) })

/** Reads the value of {@link formatCheckHeader}; null for none, and for any other text. */
export function readFormatCheck(value: string | null): FormatCheck | null {
  try {
    const { count, first }: Partial<FormatCheck> = JSON.parse(value ?? '')
    return typeof count === 'number' && Array.isArray(first) ? { count, first } : null
  } catch {
    return null
  }
}

/** Counts differences, and keeps the first. */
export const summarize = (all: Difference[]): FormatCheck => ({ count: all.length, first: all.slice(0, maxListed) })

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{2}:\d{2}$/

/**
 * Compares a 200 answer with the documentation of "Get Chat".
 * @param body a body that `readChat` can read.
 * @param masked whether the differences must not have values, or names of fields that may be personal data.
 * @returns the fields that are missing, of another type, not in a documented list, or not documented; empty for none.
 */
export const checkFormat = (body: string, masked = false): Difference[] => checkFormatJson(parseJson(body), masked)

/** {@link checkFormat} for a body that is parsed already. */
export function checkFormatJson(json: unknown, masked: boolean): Difference[] {
  const chat = unwrapChat(json)
  const participants = Array.isArray(chat?.['chat_handles']) ? chat['chat_handles'] : []
  return [
    ...checkChat(json, masked),
    ...participants.flatMap((participant, index) => checkParticipant(participant, index, masked)),
  ]
}

/** The differences of a parsed answer, without those of its participants. */
export function checkChat(json: unknown, masked = false): Difference[] {
  const chat = unwrapChat(json)
  if (!isObject(json) || !chat) return []
  const envelope =
    json === chat
      ? [{ field: 'data', kind: 'missing', text: 'The data envelope around the chat is missing' } as const]
      : extraFields(json, (name) => name === 'data', '', masked)
  return [...envelope, ...compare(chat, chatFields, {}, '', masked)]
}

/** The differences of one participant. */
export function checkParticipant(participant: unknown, index: number, masked = false): Difference[] {
  const field = `chat_handles[${index}]`
  return isObject(participant)
    ? compare(participant, participantFields, optionalParticipantFields, `${field}.`, masked)
    : [wrongType(field, participant, 'an object')]
}

function compare(
  sent: Record<string, unknown>,
  documented: Fields,
  optional: Fields,
  path: string,
  masked: boolean,
): Difference[] {
  return [
    ...Object.entries(documented).flatMap(([name, kind]) =>
      Object.hasOwn(sent, name)
        ? check(path + name, sent[name], kind, masked)
        : [{ field: path + name, kind: 'missing', text: `${path}${name} is missing` } as const],
    ),
    ...Object.entries(optional).flatMap(([name, kind]) =>
      Object.hasOwn(sent, name) ? check(path + name, sent[name], kind, masked) : [],
    ),
    ...extraFields(sent, (name) => (kindOf(documented, name) ?? kindOf(optional, name)) !== undefined, path, masked),
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

function check(field: string, value: unknown, kind: FieldKind, masked: boolean): Difference[] {
  const [isType, expected] = types[kind]
  if (!isType(value)) return [wrongType(field, value, expected)]
  const text = String(value)
  if (kind === 'service' && !isService(text))
    return [
      {
        field,
        kind: 'value',
        text: `${field} is ${masked ? 'another value' : `“${text.slice(0, 40)}”`}, expected iMessage, SMS or RCS`,
      },
    ]
  if (kind === 'date-time' && !dateTime.test(text))
    return [{ field, kind: 'type', text: `${field} is not in the documented date format` }]
  return []
}

const extraFields = (
  sent: Record<string, unknown>,
  isDocumented: (name: string) => boolean,
  path: string,
  masked: boolean,
): Difference[] =>
  Object.keys(sent).flatMap((name, index) => {
    const field = path + (masked ? maskedName(name, index) : name)
    return isDocumented(name) ? [] : [{ field, kind: 'extra', text: `Extra field ${field.slice(0, 80)}` }]
  })

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
