import { Navigate, useParams } from 'react-router'

import { ChatScreen } from '../chat/chat-screen.tsx'
import { readLookup } from '../lookup/read-lookup.ts'
import { chatUrl } from '../urls.ts'
import { InvalidId } from './invalid-id.tsx'

/** /chats/:id. The address bar is the only place the looked-up id lives. */
export function ChatRoute() {
  const { id: typed = '' } = useParams()
  const { id, reason } = readLookup(typed)
  if (id === undefined) return <InvalidId reason={reason} />
  // One chat has one address: `#45` and `0045` become `45`.
  return id === typed ? <ChatScreen key={id} id={id} /> : <Navigate to={chatUrl(id)} replace />
}
