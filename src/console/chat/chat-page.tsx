import { lazy, Suspense, useState } from 'react'
import type { ChatId } from '../../linq/chat-id.ts'
import { useRemembered } from '../lookup/recents.ts'
import { useKeys } from '../settings/keys.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { Button } from '../ui/button.tsx'
import { AlertIcon, RefreshIcon } from '../ui/icons.tsx'
import { Page, PageHeading } from '../ui/page.tsx'
import { FoldedText, isBlank } from '../ui/visible-text.tsx'
import { CopyControl } from './copy-control.tsx'
import { Facts } from './facts.tsx'
import { hintsOf } from './hints.ts'
import { MaskSwitch } from './mask-switch.tsx'
import { Participants } from './participants.tsx'
import type { ChatAnswer } from './query.ts'
import { SlowNote } from './slow-note.tsx'
import type { ChatView } from './view.ts'
import { useWatch } from './watch.ts'

// Below the chat itself, and so not part of the first picture.
const Details = lazy(async () => ({ default: (await import('./details.tsx')).Details }))
// With the details, which are there as soon as there is a copy that can grow old: by then nothing may be fetched any more.
const Outdated = lazy(async () => ({ default: (await import('./details.tsx')).Outdated }))

/**
 * A chat that is there, or on its way (`ready` is null). Both share every box, so that an answer moves nothing but the
 * table's end.
 */
export function ChatPage({ id, ready }: { id: ChatId; ready: Extract<ChatView, { state: 'ready' }> | null }) {
  const { masked, setMasked } = useViewSettings()
  // Counted by code that comes after the first picture.
  const [drift, setDrift] = useState<number | null>(null)
  const watch = useWatch(id, ready?.answer ?? null)
  useRemembered(id, ready !== null && !masked)
  useKeys({ r: () => ready?.retry(), h: () => setMasked(!masked) })
  return (
    <Page
      view="chat"
      state={ready ? 'ready' : 'loading'}
      title={`Chat ${id}`}
      status={ready ? (ready.refreshing ? `Refreshing chat ${id}` : `Chat ${id} loaded`) : `Loading chat ${id}`}
      busy={ready === null || ready.refreshing}
      chatId={id}
      masked={masked}
      drift={ready && drift}
      className="pt-6 md:pt-8"
    >
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="min-w-0 flex-1 basis-80">
          <PageHeading className="text-base font-medium wrap-anywhere text-ink-3">Chat {id}</PageHeading>
          <DisplayName answer={ready?.answer} />
        </div>
        <div className="grid w-full grid-cols-2 gap-2 sm:flex sm:w-auto sm:flex-wrap print:hidden">
          <MaskSwitch />
          <CopyControl answer={ready?.answer ?? null} />
          <Button
            // Not disabled while it works: a disabled button drops the keyboard's place.
            aria-disabled={!ready || ready.refreshing}
            onClick={() => ready?.refreshing === false && ready.retry()}
          >
            <RefreshIcon />
            {ready?.refreshing ? 'Refreshing…' : 'Refresh'}
          </Button>
        </div>
      </div>
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] items-start gap-4 md:gap-6 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 md:gap-6">
          <Suspense fallback={null}>
            {ready?.outdated && (
              <Outdated error={ready.outdated} fetchedAt={ready.answer.fetchedAt} retry={ready.retry} />
            )}
          </Suspense>
          <div className="relative">
            <Facts chat={ready?.answer.chat} countBefore={watch.countBefore} />
            {!ready && <SlowNote />}
          </div>
          {ready && <Hints answer={ready.answer} />}
          <Participants list={ready ? ready.answer.chat.participants : undefined} changes={watch} />
        </div>
        <Suspense fallback={null}>
          {ready && <Details answer={ready.answer} refreshing={ready.refreshing} watch={watch} onDrift={setDrift} />}
        </Suspense>
      </div>
    </Page>
  )
}

/** The largest words of the page: the name as sent or, without one, the participants in its place, marked as such. */
function DisplayName({ answer }: { answer: ChatAnswer | undefined }) {
  const slot = 'min-h-8 text-2xl font-semibold tracking-tight wrap-anywhere md:min-h-10 md:text-3xl'
  if (!answer)
    return (
      <p className={slot} aria-hidden="true">
        <span className="skeleton h-5 w-56 md:w-80" />
      </p>
    )
  const { displayName, participants } = answer.chat
  if (displayName !== null && !isBlank(displayName))
    return (
      <div className={slot} data-field="display_name">
        <FoldedText text={displayName} />
      </div>
    )
  const addresses = (participants ?? []).flatMap(({ address }) => address ?? [])
  return (
    <>
      <div className={`${slot} text-ink-2`} data-field="display_name" data-fallback="">
        {addresses.length > 0 ? <FoldedText text={addresses.join(', ')} /> : 'No name'}
      </div>
      <p className="text-ink-3">
        {displayName === null ? 'No name was sent.' : 'The name was sent empty.'}
        {addresses.length > 0 && ' Showing the participants instead.'}
      </p>
    </>
  )
}

function Hints({ answer }: { answer: ChatAnswer }) {
  // Judged by when the answer came, so that the same answer always says the same.
  const hints = hintsOf(answer.chat, answer.fetchedAt)
  if (hints.length === 0) return null
  return (
    <ul aria-label="Hints" className="grid gap-2 rounded-lg bg-warn-weak px-4 py-3 text-warn">
      {hints.map((hint) => (
        <li key={hint} className="flex items-center gap-2">
          <AlertIcon />
          {hint}
        </li>
      ))}
    </ul>
  )
}
