import { isObject, sentText, tryParseJson } from '../../linq/json.ts'
import { isUuid } from '../../linq/uuid.ts'

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
function tryJson(text: string): unknown {
  const value = /^"?[[{]/.test(text) ? tryParseJson(text) : undefined
  return typeof value === 'string' ? tryJson(value) : value
}

/** A body's fields, with the bodies in their texts parsed, as queues and logs nest them. What a person wrote stays text. */
const withParsedTexts = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' && name !== 'text' ? (tryJson(value.trim()) ?? value) : value,
    ]),
  )

export const isChatIdKey = (key: string): boolean => /^chat[_-]?ids?$/i.test(key)

/** Fields that only a message, a reaction or another part of a chat has: an `id` beside them is not the chat's. */
const messageFields = [
  'text',
  'body',
  'parts',
  'sent_at',
  'chat_handle_id',
  'chat_message_id',
  'from',
  'sender_handle',
  'message',
  'attachments',
  'delivered_at',
]

/** Fields that only a person in a chat has. */
const personFields = ['identifier', 'phone_number', 'is_me', 'joined_at']

/** Fields beside which an `id` is not the chat's. */
export const otherFields = [...messageFields, ...personFields]

const isOther = (fields: Record<string, unknown>) => otherFields.some((name) => name in fields)

/** The `body` of a message is text; a log's may be an answer. */
const isMessage = (fields: Record<string, unknown>) =>
  messageFields.some((name) => name in fields && !(name === 'body' && typeof fields[name] === 'object'))

/** Fields of a chat in Linq's answers. People and senders have a `display_name` too: it counts only where an answer has its data. */
const chatFields = ['chat_handles', 'message_count', 'is_group']
const isDataKey = (key: string): boolean => /^(?:data|chats|results?|response)?$/.test(key)

/** The name of an event in a webhook: `message.received`. */
const eventOf = ({ event_type, event, type }: Record<string, unknown>): string | null =>
  [event_type, event, type].map(sentText).find((name) => /^[a-z_]+\.[a-z_.]+$/.test(name ?? '')) ?? null

/**
 * The chats that a parsed body names: by `chat_id`, as the `id` of a `chat`, or as the `id` beside a chat's own fields.
 * Next to a `chat_id`, an `id` is that of a message, an event or a handle.
 * @param sent a value of the body.
 * @param key its own; empty for the whole body.
 */
export function* idsInBody(sent: unknown, isEventOfOther = false, key = ''): Generator<string> {
  if (Array.isArray(sent)) for (const item of sent) yield* idsInBody(item, isEventOfOther, key)
  if (!isObject(sent)) return
  const value = withParsedTexts(sent)
  const named = Object.keys(value).filter(isChatIdKey)
  if (named.length > 0) {
    for (const name of named) yield* [value[name]].flat().flatMap(idOf)
    return
  }
  const { chat } = value
  if (chat !== undefined) {
    const isNamed = isObject(chat) && Object.keys(chat).some(isChatIdKey)
    yield* isNamed ? idsInBody(chat) : idOf(isObject(chat) ? chat['id'] : chat)
    return
  }
  const fields = isDataKey(key) ? [...chatFields, 'display_name'] : chatFields
  if (!isEventOfOther && !isOther(value) && fields.some((name) => name in value)) {
    yield* idOf(value['id'])
    // An envelope may have such a field too. What is inside of a chat is not the chat.
    if ('id' in value) return
  }
  const event = eventOf(value)
  if (/^chat\.(?:created|updated)$/.test(event ?? '')) {
    yield* idOfChat(value['data'])
    return
  }
  const isOtherInside = isEventOfOther || isMessage(value) || event !== null
  for (const [name, item] of Object.entries(value))
    if (name !== 'chat_handles') yield* idsInBody(item, isOtherInside, name)
}

/** The `id` of an event's data that are a chat, even without a chat's own fields. */
const idOfChat = (data: unknown): string[] =>
  isObject(data) && !isOther(data) && !('chat' in data) && !Object.keys(data).some(isChatIdKey)
    ? idOf(data['id'])
    : [...idsInBody(data)]

/** A chat's id in a body: digits of API v2, or a UUID of v3. */
function idOf(value: unknown): string[] {
  const text = sentText(value) ?? ''
  return isUuid(text) || /^[0-9]+$/.test(text) ? [text] : []
}

/** Whether a body is messages, or an event about one: it may name no chat at all. */
export const holdsMessages = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(holdsMessages)
    : isObject(value) &&
      (isMessage(value) || /^(?:message|reaction)\./.test(eventOf(value) ?? '') || holdsMessages(value['data']))
