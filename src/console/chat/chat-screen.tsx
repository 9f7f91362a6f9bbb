import { useEffect, useState } from 'react'

import type { ChatId } from '../../linq/chat-id.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { t } from '../i18n/text.ts'
import { Button } from '../ui/button.tsx'
import { Page, PageHeading } from '../ui/page.tsx'
import { lazyComponent, MissingPart } from '../ui/lazy-component.tsx'
import { deferredChunk } from '../chunks.ts'
import { ChatPage } from './chat-page.tsx'
import { unshownFailures } from '../data/query.ts'
import type { FailureScreenProps } from './failure/failure-screen.tsx'
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

/** Shown where the code of the failure page cannot be loaded either. */
const FailureFallback = ({ id, error, retry }: FailureScreenProps) => {
  const isOffline = error.failure === 'offline'
  const title = isOffline ? t`No connection` : t`Chat ${id}: ${error.failure}`
  return (
    <Page view="chat" state={error.failure} title={title} status={title} className="pt-6 md:pt-8">
      <PageHeading className="text-xl font-semibold md:text-2xl">{title}</PageHeading>
      {isOffline ? (
        <Button variant="primary" className="mt-4" onClick={retry}>
          {t`Try again`}
        </Button>
      ) : (
        <MissingPart />
      )}
    </Page>
  )
}

const FailureScreen = lazyComponent(deferredChunk, (all) => all.FailureScreen, {
  pending: ({ id }) => <ChatPage id={id} ready={null} />,
  missing: FailureFallback,
})
