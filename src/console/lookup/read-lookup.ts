import { type ChatId, parseChatId } from '../../linq/chat-id.ts'

/** What was understood of a typed or pasted text: the chat to open, or why there is none. */
export type Lookup = { id: ChatId; reason?: never } | { id?: never; reason: string }

// Spaces of any kind, and what copying from rich text leaves behind: zero-width characters, direction marks, soft hyphens.
const around = /^[\s\u00ad\u200b-\u200f\u2060\u2066-\u2069\ufeff]+|[\s\u00ad\u200b-\u200f\u2060\u2066-\u2069\ufeff]+$/g

/** Reads the lookup box, or the id in an address: digits, with spaces or a `#` around them. */
export function readLookup(text: string): Lookup {
  const typed = text.replace(around, '')
  const digits = typed.replace(/^#/, '').replace(around, '')
  const id = parseChatId(digits)
  return id ? { id } : { reason: whyNot(typed, digits) }
}

function whyNot(typed: string, digits: string): string {
  if (digits === '') return 'Type the number of a chat, for example 45.'
  if (/^0+$/.test(digits)) return 'IDs start at 1.'
  if (/^[0-9]+$/.test(digits)) return 'That number is too long to be a chat ID.'
  if (/^[^\s@]+@[^\s@]+$/.test(typed)) return 'This looks like an email address. Chats can only be opened by ID here.'
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(typed))
    return 'This looks like a chat ID from Linq API v3. This console reads v2 chats, which use whole numbers.'
  if (/^(?:\+|00)?[0-9(][0-9\s().\-/]{5,}$/.test(typed))
    return 'This looks like a phone number. Chats can only be opened by ID here.'
  return 'A chat ID is a whole number such as 45.'
}
