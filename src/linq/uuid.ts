import { parseChatId } from './chat-id.ts'

/** Whether a text is a UUID with its four hyphens, in either case: the ids of chats and participants in API v3. */
export const isUuid = (text: string): boolean => text.includes('-') && parseChatId(text) !== null
