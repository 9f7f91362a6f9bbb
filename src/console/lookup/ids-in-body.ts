import { isObject, sentText, tryParseJson } from '../../linq/json.ts'

/** A JSON body: the whole text, one body a line, or the part between its outermost brackets; undefined for none. */
export function readBody(text: string): unknown {
  const whole = tryJson(text)
  if (whole !== undefined) return whole
  const lines = bodiesInLines(text.split('\n'))
  if (lines.length > 1) return lines
  return tryJson(
    text.slice(Math.max(0, text.search(/[[{]/)), Math.max(text.lastIndexOf(']'), text.lastIndexOf('}')) + 1),
  )
}

/** One body a line; none if a line has no body. It stops at that line, as each failure to parse takes time. */
function bodiesInLines(lines: string[]): unknown[] {
  const bodies: unknown[] = []
  for (const line of lines) {
    const body = tryJson(line.trim())
    if (body === undefined) return []
    bodies.push(body)
  }
  return bodies
}

/** Undefined for part of a body, no JSON, or nesting too deep to search: its words are searched instead. */
const tryJson = (text: string): unknown => (/^[[{]/.test(text) ? tryParseJson(text) : undefined)

export const isChatIdKey = (key: string): boolean => /^chat[_-]?ids?$/i.test(key)

/** Fields that only a message, a reaction or another part of a chat has: an `id` beside them is not the chat's. */
export const messageFields = [
  'text',
  'body',
  'parts',
  'sent_at',
  'chat_handle_id',
  'chat_message_id',
  'from',
  'sender_handle',
]

const isMessage = (fields: Record<string, unknown>) => messageFields.some((name) => name in fields)

/** Fields of a chat in Linq's answers. */
const chatFields = ['chat_handles', 'message_count', 'display_name']

/**
 * The chats that a parsed body names: by `chat_id`, as the `id` of a `chat`, or as the `id` beside a chat's own fields.
 * Next to a `chat_id`, an `id` is that of a message, an event or a handle.
 */
export function* idsInBody(value: unknown, isEventOfOther = false): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* idsInBody(item, isEventOfOther)
  if (!isObject(value)) return
  const named = Object.keys(value).filter(isChatIdKey)
  if (named.length > 0) {
    for (const key of named) yield* [value[key]].flat().flatMap(idOf)
    return
  }
  if (isObject(value['chat'])) {
    yield* idOf(value['chat']['id'])
    return
  }
  const isChat = !isEventOfOther && !isMessage(value) && chatFields.some((name) => name in value)
  if (isChat) yield* idOf(value['id'])
  const event = sentText(value['event_type'])
  if (/^chat\.(?:created|updated)$/.test(event ?? '')) yield* idOfChat(value['data'])
  for (const [key, item] of Object.entries(value))
    if (key !== 'chat_handles') yield* idsInBody(item, isEventOfOther || (event !== null && !event.startsWith('chat.')))
}

/** The `id` of an event's data that are a chat, even without a chat's own fields. */
const idOfChat = (data: unknown): string[] =>
  isObject(data) && !isMessage(data) && !('chat' in data) && !Object.keys(data).some(isChatIdKey)
    ? idOf(data['id'])
    : []

/** A chat's id in a body: digits of API v2, or a UUID of v3. */
const idOf = (value: unknown): string[] => sentText(value)?.match(/^(?:[0-9]+|[0-9a-f]{8}-[0-9a-f-]{27})$/i) ?? []

/** Whether a body is messages, or an event about one: it may name no chat at all. */
export const holdsMessages = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(holdsMessages)
    : isObject(value) &&
      (isMessage(value) ||
        /^(?:message|reaction)\./.test(sentText(value['event_type']) ?? '') ||
        holdsMessages(value['data']))
