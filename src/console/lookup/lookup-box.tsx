import { useQueryClient } from '@tanstack/react-query'
import { type ClipboardEvent, type FormEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'

import { type ChatId, parseChatId } from '../../linq/chat-id.ts'
import { startLookup } from '../data/query.ts'
import { useDataSource } from '../data-source.ts'
import { isTyping, useShortcuts } from '../settings/shortcuts.ts'
import { isMotionOff } from '../settings/url-overrides.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { t } from '../i18n/text.ts'
import { Button } from '../ui/button.tsx'
import { HiddenFields } from '../ui/hidden-fields.tsx'
import { SearchIcon } from '../ui/icons.tsx'
import { lazyComponent, Nothing } from '../ui/lazy-component.tsx'
import { deferredChunk } from '../chunks.ts'
import type { InterpretationProps, LookupPlace } from './interpretation.tsx'
import { chatUrl, bulkUrl, pages } from '../../urls/pages.ts'

const Hint = ({ noteId, place }: Pick<InterpretationProps, 'noteId' | 'place'>) => (
  <div className={place ? 'mt-2' : 'sr-only'}>
    <p id={noteId} className="min-h-5 text-ink-3">
      {place?.hint}
    </p>
  </div>
)

const Interpretation = lazyComponent(deferredChunk, (all) => all.Interpretation, { pending: Hint })
const RecentChats = lazyComponent(deferredChunk, (all) => all.RecentChats, { missing: Nothing })

interface LookupBoxProps {
  /** On the lookup page, where the box is large and labelled. It is small in the header of every other page. */
  place?: LookupPlace
  /** The ID in the page's address; on the lookup page a text that the server refused. */
  given?: string | undefined
}

/** For the one-line input, which would drop line breaks and join two IDs. */
const oneLine = (text: string) => text.replace(/[\r\n]+/g, ' ')

/**
 * Opens a chat from a typed or pasted text, or finds the chats with the number or address in it. It says how the text is
 * interpreted before it is submitted; any other text stays in the field, with the reason, and nothing is sent.
 */
export function LookupBox({ place, given }: LookupBoxProps) {
  const initial = given ?? ''
  const { search, masked } = useViewSettings()
  // With line breaks, which separate the entries of a pasted column or log.
  const [source, setSource] = useState(initial)
  const large = place !== undefined
  const [refused, setRefused] = useState(large && given !== undefined)
  const change = (next: string) => {
    setSource(next)
    setRefused(false)
  }
  // While personal data is hidden, only an ID may stay: any other text may be somebody's number or name.
  const [hiddenBefore, setHiddenBefore] = useState(masked)
  if (hiddenBefore !== masked) {
    setHiddenBefore(masked)
    if (masked && parseChatId(source) === null) change(parseChatId(initial) ?? '')
  }
  const text = oneLine(source)
  const input = useRef<HTMLInputElement>(null)
  const field = useId()
  const noteId = `${field}-note`
  const navigate = useNavigate()
  const { state } = useLocation()
  const queryClient = useQueryClient()
  const { find } = useDataSource()
  const [isFocused, setFocused] = useState(false)
  const isHinted = (!refused && (text === '' || text === initial)) || (!large && !isFocused)

  const open = (ids: ChatId[], query = search) => {
    const [id, another] = ids
    if (!id || another) return void navigate(bulkUrl(ids, query))
    change(id)
    void startLookup(queryClient, id)
    const url = chatUrl(id, query)
    const same = url === location.pathname + location.search
    // The heading of the next page takes the focus.
    if (!same && document.activeElement instanceof HTMLElement) document.activeElement.blur()
    return void navigate(url, same ? { replace: true, state } : {})
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // Ten digits may be a phone number.
    const short = text.length < 10 ? parseChatId(text) : null
    if (short) return open([short])
    return void deferredChunk
      .load()
      .then((all) => all.submitText(source, search, { find, open, navigate, queryClient }))
      .catch(() => false)
      .then((isOpened) => {
        setRefused(!isOpened)
        return isOpened || input.current?.focus()
      })
  }
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const { selectionStart: start, selectionEnd: end, value } = event.currentTarget
    const clipboard = event.clipboardData.getData('text')
    if (!/[\r\n]/.test(clipboard)) return // The browser pastes it, with undo.
    event.preventDefault()
    change(value.slice(0, start ?? 0) + clipboard + value.slice(end ?? value.length))
  }
  useShortcuts({
    lookup: () => {
      // Selecting alone neither scrolls to the box nor, in every browser, focuses it.
      input.current?.focus()
      input.current?.select()
    },
  })
  useLayoutEffect(() => {
    // On a server-rendered page a person may have typed before hydration. An Enter that waits for hydration needs the text.
    const before = input.current?.value ?? ''
    if (before !== initial) change(before)
    // oxlint-disable-next-line react/exhaustive-deps -- Once: after hydration the field is controlled.
  }, [])
  useEffect(() => {
    const pasteAnywhere = (event: globalThis.ClipboardEvent) => {
      const clipboard = event.clipboardData?.getData('text') ?? ''
      if (clipboard === '' || isTyping(event.target) || document.querySelector('dialog[open]')) return
      event.preventDefault()
      change(clipboard)
      input.current?.focus()
    }
    document.addEventListener('paste', pasteAnywhere)
    return () => document.removeEventListener('paste', pasteAnywhere)
  }, [])

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Focus and blur of everything in it.
    <form
      role="search"
      // Before hydration the server answers it (`src/hosts/web/lookup-page-response.ts`).
      action={pages.lookup.path}
      onSubmit={submit}
      onFocus={() => setFocused(true)}
      onBlur={({ currentTarget, relatedTarget }) => setFocused(currentTarget.contains(relatedTarget))}
      onKeyDown={({ key }) => {
        if (key === 'Escape' && document.activeElement instanceof HTMLElement) document.activeElement.blur()
      }}
      className={large ? undefined : 'relative'}
    >
      <label htmlFor={field} className={place?.labelClass ?? 'sr-only'}>
        {place?.label ?? t`Chat ID`}
      </label>
      <div className="flex flex-wrap gap-2">
        <div className={`relative min-w-0 flex-1 ${place?.fieldClass ?? ''}`}>
          <span className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-ink-3">
            <SearchIcon />
          </span>
          <input
            ref={input}
            id={field}
            type="text"
            name="text"
            value={text}
            onChange={(event) => change(event.target.value)}
            onFocus={() => void deferredChunk.load().catch(() => {})}
            onPaste={paste}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- The lookup page has no other purpose.
            autoFocus={large && !isMotionOff()}
            placeholder={place?.placeholder ?? t`Chat ID`}
            aria-invalid={refused}
            // Not the interpretation of a text: it is announced, and Orca would read a changed description as well.
            aria-describedby={isHinted || refused ? noteId : undefined}
            className={`w-full rounded-md border bg-surface pr-3 pl-9 text-lg md:text-base ${place?.inputClass ?? 'h-11 md:h-9'} ${refused ? 'border-danger' : 'border-control'}`}
          />
        </div>
        <Button type="submit" variant="primary" className={place?.buttonClass ?? ''}>
          {t`Look up`}
        </Button>
        <HiddenFields parameters={new URLSearchParams(search)} />
      </div>
      {isHinted && isFocused && !large && !masked ? (
        <RecentChats noteId={noteId} initial={initial} open={open} />
      ) : isHinted ? (
        <Hint noteId={noteId} place={place} />
      ) : (
        <Interpretation noteId={noteId} text={source} refused={refused} place={place} search={search} open={open} />
      )}
    </form>
  )
}
