// Chats of any size.
import { documentedChat } from '../../src/linq/v2/example.ts'

/** Linq's response with this many bytes more than the documented one, of which no part is too large to be read. */
export function paddedChat(bytes: number): string {
  const most = 1024 * 1024
  const padding = Array.from({ length: Math.ceil(bytes / most) }, (_, index) => ({
    id: index,
    padding: 'x'.repeat(Math.min(most, bytes - index * most)),
  }))
  const { chat_handles, ...chat } = documentedChat.data
  return JSON.stringify({ data: { ...chat, chat_handles: [...chat_handles, ...padding] } })
}

const services = ['iMessage', 'SMS', 'RCS']

/** Linq's response for a chat with this many participants, about 105 bytes for each. */
export function largeChat(count: number, id = 45): string {
  const handles = Array.from({ length: count }, (_, index) => ({
    id: 1000 + index,
    // Unordered, and each number once.
    phone_number: `+1555${String(1_000_000 + ((index * 7919) % 9_000_000))}`,
    service: services[index % services.length],
    joined_at: `2025-05-${String(1 + (index % 28)).padStart(2, '0')}T15:30:00.000-05:00`,
  }))
  const chat = { id, display_name: 'Everybody', service: 'iMessage', group: true, message_count: 15 }
  return JSON.stringify({ data: { ...chat, chat_handles: handles } })
}
