import type { ChatId } from '../linq/chat-id.ts'

/**
 * The address of a chat's page.
 * @param search the view settings to keep, with their `?`.
 */
export const chatUrl = (id: ChatId, search = ''): string => `/chats/${id}${search}`

/** The address of the page of several chats. */
export function severalUrl(ids: readonly ChatId[], search = ''): string {
  const kept = new URLSearchParams(search)
  // Commas stay readable in an address; a query of digits needs no escapes.
  return `/chats?ids=${ids.join(',')}${kept.size > 0 ? `&${kept.toString()}` : ''}`
}
