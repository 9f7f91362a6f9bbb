import { http } from 'msw/http'

import { chatsPath, v3ChatsPath } from '../linq/operation.ts'
import { sandbox } from './sandbox.ts'

/** Answers "Get Chat" of API v2 and v3, and "List chats" of v3, on any origin from the sandbox. */
export const linqHandlers = [`${chatsPath}/:id`, `${v3ChatsPath}/:id`, v3ChatsPath].map((path) =>
  http.get(`*${path}`, ({ request }) => sandbox(request)),
)
