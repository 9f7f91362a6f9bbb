import { useRef, useState } from 'react'
import type { Chat } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { useDataSource } from '../data-source.ts'
import { useShortcuts } from '../settings/shortcuts.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { t } from '../i18n/text.ts'
import { Button } from '../ui/button.tsx'
import { CopyValue } from '../ui/copy-value.tsx'
import { CopyIcon, RefreshIcon } from '../ui/icons.tsx'
import { Page, PageHeading } from '../ui/page.tsx'
import { isBlank } from '../../linq/plain-text.ts'
import { VisibleText } from '../ui/visible-text.tsx'
import { Was } from '../format/field-values.tsx'
import { CopyControl } from '../copy/copy-control.tsx'
import { AddressForms } from './address-forms.tsx'
import { BulkNavigation } from './bulk-navigation.tsx'
import { ChatSummary } from './chat-summary.tsx'
import { Details } from './details/details.tsx'
import { Hints } from './details/hint-list.tsx'
import { StaleBanner } from './details/stale-banner.tsx'
import { ChatLinks } from './links-out.tsx'
import { virtualizeAbove } from '../data/virtualize-above.ts'
import { MaskSwitch } from './mask-switch.tsx'
import { Participants } from './participants/participants.tsx'
import { SlowNote } from './slow-note.tsx'
import type { ChatAnswer } from '../data/answer.ts'
import type { Ready } from '../data/view-state.ts'
import type { Changes } from './participants/changes.ts'

const CopyPlaceholder = () => (
  <Button disabled>
    <span className="contents max-sm:hidden">
      <CopyIcon />
    </span>
    {t`Copy`}
  </Button>
)

/** A chat, or its skeleton while `ready` is null. Both have the same boxes, so that an answer shifts nothing above the table's end. */
export function ChatPage({ id, ready, waited = 0 }: { id: ChatId; ready: Ready | null; waited?: number | undefined }) {
  const { masked } = useViewSettings()
  const { links } = useDataSource()
  const [drift, setDrift] = useState<number | null>(null)
  const [found, setChanges] = useState<Changes>()
  const first = useRef<ChatAnswer>(null)
  const changes = found?.masked === masked ? found : undefined
  const refresh = () => ready?.refreshing === false && ready.retry()
  useShortcuts({ refresh })
  return (
    <Page
      view="chat"
      state={ready ? 'ready' : 'loading'}
      title={`${changes?.count ? `(${changes.count}) ` : ''}${t`Chat ${id}`}`}
      status={ready ? (ready.refreshing ? t`Refreshing chat ${id}` : t`Chat ${id} loaded`) : t`Loading chat ${id}`}
      busy={ready === null || ready.refreshing}
      chatId={id}
      masked={masked}
      drift={ready && drift}
      className="pt-6 md:pt-8"
    >
      <BulkNavigation id={id} />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <div className="flex items-center">
          <PageHeading className="text-base font-medium wrap-anywhere text-ink-3">{t`Chat ${id}`}</PageHeading>
          {/* In a box of its own: in the flex container it would lie over the heading. */}
          <span className="relative h-5 w-8">{ready && <CopyValue value={id} label={t`Copy ID`} />}</span>
          {links.length > 0 && (
            <span>
              <ChatLinks id={id} />
            </span>
          )}
        </div>
        <div className="flex flex-wrap gap-2 max-sm:order-1 max-sm:mt-2 max-sm:w-full print:hidden">
          <MaskSwitch />
          {ready ? <CopyControl answer={ready.answer} /> : <CopyPlaceholder />}
          <Button
            type="submit"
            form="refresh"
            // Not `disabled` while refreshing: a disabled button loses the focus.
            aria-disabled={!ready || ready.refreshing}
            onClick={refresh}
            className="max-sm:w-11 max-sm:px-0"
          >
            <RefreshIcon />
            <span className="max-sm:sr-only">{ready?.refreshing ? t`Refreshing…` : t`Refresh`}</span>
          </Button>
        </div>
        {/* Keys: while personal data is hidden nothing that held it may stay mounted. */}
        <Title key={String(masked)} chat={ready?.answer.chat} before={changes?.before} />
      </div>
      {/* Fields are submitted in document order: in an address `mask` is first, and `sort` last. */}
      <AddressForms />
      <div className="@container mt-4 grid print:@container-normal print:block print:*:mb-4 grid-cols-[minmax(0,1fr)] gap-4 md:mt-6 md:gap-6">
        {ready?.refreshError && (
          <StaleBanner id={id} error={ready.refreshError} answer={ready.answer} retry={ready.retry} />
        )}
        <div className="relative">
          <ChatSummary id={id} chat={ready?.answer.chat} before={changes?.before} />
          {!ready && <SlowNote waited={waited} />}
        </div>
        <Participants key={String(masked)} chat={ready?.answer.chat} changes={changes} />
        {/* Below the table, so that they shift nothing. */}
        {ready && <Hints answer={ready.answer} />}
        {ready && <Details ready={ready} first={first} onDrift={setDrift} onChanges={setChanges} />}
      </div>
    </Page>
  )
}

/** The name, on one line that can be opened. Without a name the participants take its place, marked as a fallback. */
function Title({ chat, before }: { chat: Chat | undefined; before: Changes['before'] | undefined }) {
  const [open, setOpen] = useState(false)
  const name = chat && titleOf(chat)
  const long = name ? classesOfLongName(name.text) : null
  return (
    <div className="flex w-full flex-wrap items-baseline gap-x-3 text-2xl md:text-3xl">
      {name ? (
        <p
          data-field="display_name"
          data-fallback={name.fallback ? '' : undefined}
          className={`font-semibold [letter-spacing:-0.025em] ${open ? 'overflow-clip' : `min-w-0 flex-1 ${long?.name ?? ''}`} ${name.fallback ? 'text-ink-2' : ''}`}
        >
          <VisibleText text={name.text} />
        </p>
      ) : (
        <p aria-hidden="true">
          <span className="skeleton h-5 w-56 md:w-80" />
        </p>
      )}
      {long && (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className={`cursor-pointer text-base font-medium text-accent underline underline-offset-2 hover:text-accent-hover ${long.button}`}
        >
          {open ? t`Show less` : t`Show full name`}
        </button>
      )}
      {before && 'displayName' in before && (
        <p className="w-full text-sm font-medium text-accent">
          <Was text={before.displayName} />
        </p>
      )}
    </div>
  )
}

/**
 * The classes of a name that may not fit on its line, and of the button that shows the whole of it. Measuring would be exact,
 * but the result would change with the window, also while a picture of the page is taken.
 * @returns null for a name that fits at any width; with very large text it wraps.
 */
function classesOfLongName(text: string): { name: string; button: string } | null {
  // Scripts such as Chinese have letters twice as wide.
  const width = text.length + text.replace(/[^\u1100-\u115f\u2e80-\uffdf]/g, '').length
  if (width > 54) return { name: 'truncate', button: '' }
  if (width > 38) return { name: 'max-lg:truncate', button: 'lg:hidden' }
  return width > 22 ? { name: 'max-md:truncate', button: 'md:hidden' } : null
}

/** The name, or the participants where there is none. */
function titleOf({ displayName, participants }: Chat): { text: string; fallback: boolean } {
  if (displayName != null && !isBlank(displayName)) return { text: displayName, fallback: false }
  const addresses = (participants ?? []).slice(0, virtualizeAbove).flatMap(({ address }) => address ?? [])
  return { text: addresses.join(', ') || t`No name`, fallback: true }
}
