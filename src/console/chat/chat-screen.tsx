import { Suspense, useEffect, useRef } from 'react'

import type { ChatId } from '../../linq/chat-id.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { t } from '../i18n/text.ts'
import { Button } from '../ui/button.tsx'
import { Page, PageHeading } from '../ui/page.tsx'
import { lazyComponent } from '../ui/lazy-component.tsx'
import { deferredChunk } from '../chunks.ts'
import { Pending } from '../ui/pending-marker.tsx'
import { ChatPage } from './chat-page.tsx'
import { keepRenderedFailure } from '../data/query.ts'
import { useChatView } from './use-chat-view.ts'

/** The screen of one chat, in whatever state it is. */
export function ChatScreen({ id }: { id: ChatId }) {
  const { masked } = useViewSettings()
  const view = useChatView(id, masked)
  // Once it is shown, a failure that came with the page is one like any other.
  useEffect(() => keepRenderedFailure(null), [])
  // Outlives the screen of the failure, which makes room for the loading one at each try.
  const triedByItself = useRef(false)
  if (view.state === 'ready') return <ChatPage id={id} ready={view} />
  if (view.state === 'loading') return <ChatPage id={id} ready={null} waited={view.waited} />
  return (
    <Suspense
      fallback={
        <>
          <ChatPage id={id} ready={null} />
          <Pending />
        </>
      }
    >
      <FailureScreen id={id} error={view.error} retry={view.retry} triedByItself={triedByItself} />
    </Suspense>
  )
}

/** A failure whose own screen cannot be fetched either. */
const OfflineFallback = ({ retry }: { retry: () => void }) => (
  <Page view="chat" state="offline" title={t`No connection`} status={t`No connection`} className="pt-8">
    <PageHeading className="text-xl font-semibold">{t`The console’s server is unreachable`}</PageHeading>
    <Button variant="primary" className="mt-4" onClick={retry}>
      {t`Try again`}
    </Button>
  </Page>
)

const FailureScreen = lazyComponent(deferredChunk, (all) => all.FailureScreen, OfflineFallback)
