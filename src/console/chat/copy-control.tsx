import { lazy, Suspense, useRef, useState } from 'react'

import type { Copied, CopyKind } from '../copy/formats.ts'
import { useNotice } from '../notice.tsx'
import { useKeys } from '../settings/keys.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { sourceName, useSource } from '../source.ts'
import { Button } from '../ui/button.tsx'
import { CopyIcon } from '../ui/icons.tsx'
import { chatUrl } from '../urls.ts'
import type { ChatAnswer } from './query.ts'

const loadMenu = () => import('../copy/copy-menu.tsx')
const CopyMenu = lazy(async () => ({ default: (await loadMenu()).CopyMenu }))

/** The button that opens the copy menu, and the keys that copy without it. The menu's code comes on demand. */
export function CopyControl({ answer }: { answer: ChatAnswer | null }) {
  const [open, setOpen] = useState(false)
  /** A text the browser refused to copy, for the person to copy by hand. */
  const [refused, setRefused] = useState<string | null>(null)
  const place = useRef<HTMLDivElement>(null)
  const source = useSource()
  const { theme, zone, masked } = useViewSettings()
  const say = useNotice()

  const copied = answer && {
    chat: answer.chat,
    body: answer.body,
    fetchedAt: answer.fetchedAt,
    masked,
    link: new URL(chatUrl(answer.chat.id, linkSearch(theme, zone, masked)), location.href).href,
    sourceName: sourceName(source),
    origin: source.origin,
  }
  const run = async (kind: CopyKind, what: Copied) => {
    const { copies, copy } = await loadMenu()
    const { make, done } = copies[kind]
    const made = make(what)
    if (place.current && (await copy(made, place.current))) {
      say(masked ? `${done} Personal data left out.` : done)
      setOpen(false)
    } else {
      setRefused(made.text)
      setOpen(true)
    }
  }
  const onKey = (kind: CopyKind) => () => {
    if (copied) void run(kind, copied)
  }
  useKeys({ c: onKey('link'), j: onKey('json'), k: onKey('curl'), m: onKey('markdown') })
  const close = () => {
    setOpen(false)
    setRefused(null)
    place.current?.querySelector('button')?.focus()
  }
  return (
    // Escape and leaving close the menu wherever in it the focus is.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={place}
      className="relative"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && open) close()
      }}
      onBlur={({ relatedTarget, currentTarget }) => {
        if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) setOpen(false)
      }}
    >
      <Button
        aria-expanded={open}
        disabled={!copied}
        onPointerEnter={() => void loadMenu()}
        onFocus={() => void loadMenu()}
        onClick={() => (open ? close() : setOpen(true))}
        className="w-full"
      >
        <CopyIcon />
        Copy
      </Button>
      {open && copied && (
        <Suspense fallback={null}>
          <CopyMenu copied={copied} refused={refused} copyAs={(kind) => void run(kind, copied)} />
        </Suspense>
      )}
    </div>
  )
}

/** What a link carries so that it shows the same: the settings that are not the usual ones, however they were chosen. */
function linkSearch(theme: string, zone: string, masked: boolean): string {
  const search = new URLSearchParams()
  if (theme !== 'system') search.set('theme', theme)
  if (zone !== 'UTC') search.set('tz', zone)
  if (masked) search.set('mask', '1')
  return search.size > 0 ? `?${search.toString()}` : ''
}
