import { formatOf, unwrapChat } from './chat-format.ts'
import { maskedName } from './field-names.ts'
import { type ChatFormat, type FieldKind, kindOf, listedValues, type ObjectFormat } from './fields.ts'
import { isNumber, isObject, numberText, parseJson } from './json.ts'
import { isUuid } from './uuid.ts'
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
  const format = formatOf(chat)
  const sent = chat?.[format.list]
  const participants: unknown[] = Array.isArray(sent) ? sent : []
  return [
    ...checkChat(json, masked),
    ...(participants === sent ? checkCount(participants, format) : []),
    ...participants.flatMap((participant, index) => checkParticipant(participant, index, format, masked)),
  ]
}

/** The differences of a parsed answer, without those of its participants. Only API v2 has an envelope around the chat. */
export function checkChat(json: unknown, masked = false): Difference[] {
  const chat = unwrapChat(json)
  if (!isObject(json) || !chat) return []
  const format = formatOf(chat)
  const hasEnvelope = json !== chat
  const envelope: Difference[] =
    hasEnvelope === (format.version === 'v2')
      ? []
      : [
          hasEnvelope
            ? { field: 'data', kind: 'extra', text: 'A data envelope is around the chat' }
            : { field: 'data', kind: 'missing', text: 'The data envelope around the chat is missing' },
        ]
  return [
    ...envelope,
    ...(hasEnvelope ? extraFields(json, (name) => name === 'data', '', masked) : []),
    ...compare(chat, format.chat, '', { format, masked }),
  ]
}

/** The difference of a list with too few participants. */
export const checkCount = ({ length }: unknown[], { list, leastParticipants }: ChatFormat): Difference[] =>
  length < leastParticipants
    ? [{ field: list, kind: 'value', text: `${list} has ${length}, expected ${leastParticipants} or more` }]
    : []

/** The differences of one participant. */
export function checkParticipant(
  participant: unknown,
  index: number,
  format: ChatFormat,
  masked = false,
): Difference[] {
  const field = `${format.list}[${index}]`
  return isObject(participant)
    ? compare(participant, format.participant, `${field}.`, { format, masked })
    : [wrongType(field, participant, 'an object')]
}

interface Comparison {
  format: ChatFormat
  masked: boolean
}

function compare(
  sent: Record<string, unknown>,
  { fields, optional, nullable }: ObjectFormat,
  path: string,
  comparison: Comparison,
): Difference[] {
  return [
    ...Object.entries(fields).flatMap(([name, kind]): Difference[] => {
      if (Object.hasOwn(sent, name))
        return sent[name] === null && nullable.includes(name) ? [] : check(path + name, sent[name], kind, comparison)
      return optional.includes(name) ? [] : [{ field: path + name, kind: 'missing', text: `${path}${name} is missing` }]
    }),
    ...extraFields(sent, (name) => kindOf(fields, name) !== undefined, path, comparison.masked),
  ]
}

const isText = (value: unknown) => typeof value === 'string'
const text: [isType: (value: unknown) => boolean, expected: string] = [isText, 'text']

/** For each kind of field: whether a value has its type, and the type in words. */
const types: Record<FieldKind, typeof text> = {
  integer: [(value) => isNumber(value) && /^-?[0-9]+$/.test(numberText(value)), 'a whole number'],
  uuid: [(value) => typeof value === 'string' && isUuid(value), 'a UUID'],
  boolean: [(value) => typeof value === 'boolean', 'true or false'],
  participants: [Array.isArray, 'a list'],
  health: [isObject, 'an object'],
  name: text,
  address: text,
  service: text,
  'participant-status': text,
  'health-status': text,
  link: text,
  text,
  'date-time': text,
}

function check(field: string, value: unknown, kind: FieldKind, comparison: Comparison): Difference[] {
  const { format, masked } = comparison
  const [isType, expected] = types[kind]
  if (!isType(value)) return [wrongType(field, value, expected)]
  if (isObject(value)) return compare(value, format.health, `${field}.`, comparison)
  const listed = listedValues[kind]
  const sent = String(value)
  if (listed && !listed.includes(sent))
    return [
      {
        field,
        kind: 'value',
        text: `${field} is ${masked ? 'another value' : `“${sent.slice(0, 40)}”`}, expected ${inWords(listed)}`,
      },
    ]
  if (kind === 'date-time' && !format.dateTime.test(sent))
    return [{ field, kind: 'type', text: `${field} is not in the documented date format` }]
  return []
}

const inWords = (values: readonly string[]): string => `${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}`

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
