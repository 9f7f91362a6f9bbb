import { useState } from 'react'
import type { Chat } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { useShortcuts } from '../settings/shortcuts.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { t } from '../i18n/text.ts'
import { Button } from '../ui/button.tsx'
import { CopyIcon, RefreshIcon } from '../ui/icons.tsx'
import { Page, PageHeading } from '../ui/page.tsx'
import { Nothing, lazyComponent } from '../ui/lazy-component.tsx'
import { chatChunk, deferredChunk } from '../chunks.ts'
import { isBlank } from '../../linq/plain-text.ts'
import { VisibleText } from '../ui/visible-text.tsx'
import { ChatSummary } from './chat-summary.tsx'
import { virtualizeAbove } from './participants/virtualize-above.ts'
import { MaskSwitch } from './mask-switch.tsx'
import { Participants } from './participants/participants.tsx'
import type { Ready } from '../data/view-state.ts'
import type { Changes } from './participants/changes.ts'

const CopyPlaceholder = () => (
  <Button disabled>
    <CopyIcon />
    {t`Copy`}
  </Button>
)

const CopyControl = lazyComponent(chatChunk, (all) => all.CopyControl, {
  pending: CopyPlaceholder,
  missing: CopyPlaceholder,
})
const Details = lazyComponent(chatChunk, (all) => all.Details)
const StaleBanner = lazyComponent(chatChunk, (all) => all.StaleBanner)
const Hints = lazyComponent(chatChunk, (all) => all.Hints, { missing: Nothing })
const SlowNote = lazyComponent(deferredChunk, (all) => all.SlowNote, { missing: Nothing })

/** A chat, or its skeleton while `ready` is null. Both have the same boxes, so that an answer shifts nothing above the table's end. */
export function ChatPage({ id, ready, waited = 0 }: { id: ChatId; ready: Ready | null; waited?: number | undefined }) {
  const { masked } = useViewSettings()
  // Both are computed by code that is loaded after the first paint.
  const [drift, setDrift] = useState<number | null>(null)
  const [found, setChanges] = useState<Changes>()
  const changes = found?.masked === masked ? found : undefined
  useShortcuts({ refresh: () => ready?.retry() })
  return (
    <Page
      view="chat"
      state={ready ? 'ready' : 'loading'}
      title={t`Chat ${id}`}
      status={ready ? (ready.refreshing ? t`Refreshing chat ${id}` : t`Chat ${id} loaded`) : t`Loading chat ${id}`}
      busy={ready === null || ready.refreshing}
      chatId={id}
      masked={masked}
      drift={ready && drift}
      className="pt-6 md:pt-8"
    >
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        {/* Keys: while personal data is hidden nothing that held it may stay mounted. */}
        <Title key={String(masked)} id={id} chat={ready?.answer.chat} />
        <div className="grid w-full grid-cols-2 gap-2 sm:flex sm:w-auto sm:flex-wrap print:hidden">
          <MaskSwitch />
          {ready ? <CopyControl answer={ready.answer} /> : <CopyPlaceholder />}
          <Button
            // Not `disabled` while refreshing: a disabled button loses the focus.
            aria-disabled={!ready || ready.refreshing}
            onClick={() => ready?.refreshing === false && ready.retry()}
          >
            <RefreshIcon />
            <span>{ready?.refreshing ? t`Refreshing…` : t`Refresh`}</span>
          </Button>
        </div>
      </div>
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] items-start gap-4 md:gap-6 lg:grid-cols-[minmax(0,1fr)_20rem] print:block">
        <div className="@container grid print:@container-normal print:block print:*:mb-4 grid-cols-[minmax(0,1fr)] gap-4 md:gap-6">
          {ready?.refreshError && (
            <StaleBanner id={id} error={ready.refreshError} answer={ready.answer} retry={ready.retry} />
          )}
          <div className="relative">
            <ChatSummary chat={ready?.answer.chat} countBefore={changes?.countBefore} />
            {!ready && <SlowNote waited={waited} />}
          </div>
          <Participants key={String(masked)} chat={ready?.answer.chat} changes={changes} />
          {/* Below the table, so that they shift nothing. */}
          {ready && <Hints answer={ready.answer} />}
        </div>
        {ready && <Details ready={ready} onDrift={setDrift} onChanges={setChanges} />}
      </div>
    </Page>
  )
}

/** A longer name may be clamped, and can be shown in full. */
const longNameLength = 40

/** The ID and the name. Without a name the participants take its place, marked as a fallback. Its height is the same while loading. */
function Title({ id, chat }: { id: ChatId; chat: Chat | undefined }) {
  const [open, setOpen] = useState(false)
  const name = chat ? titleOf(chat) : null
  return (
    <div className="min-w-0 flex-1 basis-80">
      <div className="flex items-center gap-3">
        <PageHeading className="text-base font-medium wrap-anywhere text-ink-3">{t`Chat ${id}`}</PageHeading>
        {name && name.text.length > longNameLength && (
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="-my-0.5 h-6 cursor-pointer font-medium text-accent underline underline-offset-2 hover:text-accent-hover"
          >
            {open ? t`Show less` : t`Show full name`}
          </button>
        )}
      </div>
      {name ? (
        <p
          data-field="display_name"
          data-fallback={name.fallback ? '' : undefined}
          className={`text-2xl font-semibold tracking-tight md:text-3xl ${open ? 'min-h-16 overflow-clip md:min-h-10' : 'line-clamp-2 h-16 md:line-clamp-1 md:h-10'} ${name.fallback ? 'text-ink-2' : ''}`}
        >
          <VisibleText text={name.text} />
        </p>
      ) : (
        <p aria-hidden="true" className="h-16 text-2xl md:h-10 md:text-3xl">
          <span className="skeleton h-5 w-56 md:w-80" />
        </p>
      )}
    </div>
  )
}

/** The name, or the participants where there is none. */
function titleOf({ displayName, participants }: Chat): { text: string; fallback: boolean } {
  if (displayName != null && !isBlank(displayName)) return { text: displayName, fallback: false }
  const addresses = (participants ?? []).slice(0, virtualizeAbove).flatMap(({ address }) => address ?? [])
  return { text: addresses.join(', ') || t`No name`, fallback: true }
}
