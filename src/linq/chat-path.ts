// Apart from the rest about the operation, which the first load of the console does not need.
import { type ChatId, versionOf } from './chat-id.ts'

/** The path of one chat, `GET /api/partner/{v2,v3}/chats/{id}`: the same at Linq, at the gateway and in the sandbox. */
export const chatPath = (id: ChatId): string => `/api/partner/${versionOf(id)}/chats/${id}`
