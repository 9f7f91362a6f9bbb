import type { ChatId } from '../linq/chat-id.ts'

/** The address of a chat's page. */
export const chatUrl = (id: ChatId): string => `/chats/${id}`
