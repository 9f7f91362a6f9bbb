import { lazy } from 'react'
import { Navigate, useLocation, useParams } from 'react-router'

import { ChatScreen } from '../chat/chat-screen.tsx'
import { readLookup } from '../lookup/read-lookup.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { chatUrl, severalUrl } from '../urls.ts'

const InvalidId = lazy(async () => ({ default: (await import('./invalid-id.tsx')).InvalidId }))

/** /chats/:id. The address bar is the only place the looked-up id lives. */
export function ChatRoute() {
  const { id: typed = '' } = useParams()
  const { search } = useViewSettings()
  const { pathname } = useLocation()
  const { id, ids, reason } = readLookup(typed)
  if (ids) return <Navigate to={severalUrl(ids, search)} replace />
  if (id === undefined) return <InvalidId reason={reason} />
  // One chat has one address: `#45`, `0045` and `45/` become `45`.
  return pathname === chatUrl(id) ? <ChatScreen key={id} id={id} /> : <Navigate to={chatUrl(id, search)} replace />
}
