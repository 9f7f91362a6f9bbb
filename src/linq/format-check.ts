import { isLosslessNumber } from 'lossless-json'

import { isObject, parseJson } from './json.ts'
import { isService } from './operation.ts'

/** One difference between an answer and what Linq documents, as a sentence that holds no value of the chat but a service's name. */
export interface Difference {
  /** e.g. `chat_handles[1].service`. */
  field: string
  kind: 'missing' | 'type' | 'word' | 'extra'
  text: string
}

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
  const enveloped = isObject(json) && isObject(json['data'])
  const chat = enveloped ? json['data'] : json
  if (!isObject(chat)) return []
  const outside = enveloped
    ? Object.keys(json)
        .filter((name) => name !== 'data')
        .map((name) => extra(name))
    : [{ field: 'data', kind: 'missing', text: 'The data envelope around the chat was not sent' } as const]
  const handles = Array.isArray(chat['chat_handles']) ? chat['chat_handles'] : []
  return [
    ...outside,
    ...compare(chat, chatFields, ''),
    ...handles.flatMap((handle: unknown, index) => {
      const field = `chat_handles[${index}]`
      return isObject(handle) ? compare(handle, handleFields, `${field}.`) : [wrongType(field, handle, 'an object')]
    }),
  ]
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
      return isLosslessNumber(value) && /^-?[0-9]+$/.test(value.value)
        ? []
        : [wrongType(field, value, 'a whole number')]
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
  if (isLosslessNumber(value)) return 'a number'
  if (typeof value === 'boolean') return 'true or false'
  return typeof value === 'string' ? 'text' : 'an object'
}
