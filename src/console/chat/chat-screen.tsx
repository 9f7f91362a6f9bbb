import { useEffect, useState } from 'react'

import type { ChatId } from '../../linq/chat-id.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { ChatPage } from './chat-page.tsx'
import { unshownFailures } from '../data/query.ts'
import { FailureScreen } from './failure/failure-screen.tsx'
import { useChatView } from './use-chat-view.ts'

/** The page of one chat, in any state. */
export function ChatScreen({ id }: { id: ChatId }) {
  const { masked } = useViewSettings()
  const view = useChatView(id, masked)
  const error = 'error' in view ? view.error : null
  useEffect(() => {
    if (error) unshownFailures.delete(error)
  }, [error])
  // Kept here: the failure page is unmounted while the retry is loading.
  const [hasRetried, setRetried] = useState(false)
  if (view.state === 'ready') return <ChatPage id={id} ready={view} />
  if (view.state === 'loading') return <ChatPage id={id} ready={null} waited={view.waited} />
  const autoRetry = () => {
    setRetried(true)
    view.retry()
  }
  return <FailureScreen id={id} error={view.error} retry={view.retry} autoRetry={hasRetried ? null : autoRetry} />
}
