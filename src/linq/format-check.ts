import { chatIn } from './chat.ts'
import { isNumber, isObject, numberText, parseJson } from './json.ts'
import { isService } from './operation.ts'

/** One difference between an answer and what Linq documents, as a sentence that holds no value of the chat but a service's name. */
export interface Difference {
  /** e.g. `chat_handles[1].service`. */
  field: string
  kind: 'missing' | 'type' | 'word' | 'extra'
  text: string
}

/** So many differences are listed. */
export const mostListed = 100

/** The differences of an answer: how many, and the first of them. */
export interface FormatCheck {
  count: number
  first: Difference[]
}

/** Counts differences, and keeps the first. */
export const shortened = (all: Difference[]): FormatCheck => ({ count: all.length, first: all.slice(0, mostListed) })

type Kind = 'integer' | 'text' | 'true or false' | 'list' | 'service' | 'date-time'

const chatFields: Record<string, Kind> = {
  id: 'integer',
  display_name: 'text',
  service: 'service',
  group: 'true or false',
  message_count: 'integer',
  chat_handles: 'list',
}
const handleFields: Record<string, Kind> = {
  id: 'integer',
  phone_number: 'text',
  service: 'service',
  joined_at: 'date-time',
}

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{2}:\d{2}$/

/**
 * Compares a 200 answer with the documentation of "Get Chat".
 * @param body a body that {@link readChat} can read.
 * @returns what is missing, of another type, not in a documented list, or not documented at all; empty for none.
 */
export function checkFormat(body: string): Difference[] {
  const json = parseJson(body)
  const chat = chatIn(json)
  const handles = Array.isArray(chat?.['chat_handles']) ? chat['chat_handles'] : []
  return [...checkAround(json), ...handles.flatMap(checkHandle)]
}

/** The differences of a parsed answer, those of its participants left out. */
export function checkAround(json: unknown): Difference[] {
  const chat = chatIn(json)
  if (!isObject(json) || !chat) return []
  const outside =
    json === chat
      ? [{ field: 'data', kind: 'missing', text: 'The data envelope around the chat was not sent' } as const]
      : Object.keys(json)
          .filter((name) => name !== 'data')
          .map((name) => extra(name))
  return [...outside, ...compare(chat, chatFields, '')]
}

/** The differences of one participant. */
export function checkHandle(handle: unknown, index: number): Difference[] {
  const field = `chat_handles[${index}]`
  return isObject(handle) ? compare(handle, handleFields, `${field}.`) : [wrongType(field, handle, 'an object')]
}

function compare(sent: Record<string, unknown>, documented: Record<string, Kind>, path: string): Difference[] {
  return [
    ...Object.entries(documented).flatMap(([name, kind]) =>
      check(path + name, Object.hasOwn(sent, name), sent[name], kind),
    ),
    ...Object.keys(sent)
      .filter((name) => !Object.hasOwn(documented, name))
      .map((name) => extra(path + name)),
  ]
}

function check(field: string, there: boolean, value: unknown, kind: Kind): Difference[] {
  if (!there) return [{ field, kind: 'missing', text: `${field} was not sent` }]
  switch (kind) {
    case 'integer':
      return isNumber(value) && /^-?[0-9]+$/.test(numberText(value)) ? [] : [wrongType(field, value, 'a whole number')]
    case 'true or false':
      return typeof value === 'boolean' ? [] : [wrongType(field, value, 'true or false')]
    case 'list':
      return Array.isArray(value) ? [] : [wrongType(field, value, 'a list')]
    case 'text':
      return typeof value === 'string' ? [] : [wrongType(field, value, 'text')]
    case 'service':
      if (typeof value !== 'string') return [wrongType(field, value, 'text')]
      return isService(value)
        ? []
        : [{ field, kind: 'word', text: `${field} is “${value.slice(0, 40)}”, expected iMessage, SMS or RCS` }]
    case 'date-time':
      if (typeof value !== 'string') return [wrongType(field, value, 'text')]
      return dateTime.test(value)
        ? []
        : [{ field, kind: 'type', text: `${field} is not in the documented date format` }]
  }
}

const extra = (field: string): Difference => ({ field, kind: 'extra', text: `Extra field ${field.slice(0, 80)}` })

const wrongType = (field: string, value: unknown, expected: string): Difference => ({
  field,
  kind: 'type',
  text: `${field} is ${kindOf(value)}, expected ${expected}`,
})

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (isNumber(value)) return 'a number'
  if (typeof value === 'boolean') return 'true or false'
  return typeof value === 'string' ? 'text' : 'an object'
}
