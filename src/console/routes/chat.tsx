import { useLocation, useParams } from 'react-router'

import { parseChatId } from '../../linq/chat-id.ts'
import { ChatScreen } from '../chat/chat-screen.tsx'
import { deferredChunk } from '../chunks.ts'
import { lazyRoute } from '../ui/lazy-component.tsx'
import { chatUrl } from '../../urls/pages.ts'

const RedirectOrInvalidId = lazyRoute(deferredChunk, (all) => all.RedirectOrInvalidId)

/** /chats/:id. The ID is kept in the address only. */
export function ChatRoute() {
  const { id: typed = '' } = useParams()
  const { pathname } = useLocation()
  const id = parseChatId(typed)
  return id && pathname === chatUrl(id) ? <ChatScreen key={id} id={id} /> : <RedirectOrInvalidId typed={typed} />
}
