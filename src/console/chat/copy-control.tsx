import { lazy, Suspense, useEffect, useRef, useState } from 'react'

import type { Copied, CopyKind } from '../copy/formats.ts'
import { useNotice } from '../notice.tsx'
import { useKeys } from '../settings/keys.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { sourceName, useSource } from '../source.ts'
import { Button } from '../ui/button.tsx'
import { CopyIcon } from '../ui/icons.tsx'
import { chatUrl } from '../urls.ts'
import type { ChatAnswer } from './query.ts'

/** Fetches the copy menu and what it copies. */
export const loadCopyMenu = () => import('../copy/copy-menu.tsx')
const CopyMenu = lazy(async () => ({ default: (await loadCopyMenu()).CopyMenu }))

/** The button that opens the copy menu, and the keys that copy without it. The menu's code comes on demand. */
export function CopyControl({ answer }: { answer: ChatAnswer | null }) {
  const [open, setOpen] = useState(false)
  /** What the browser refused to copy, for the person to copy by hand. */
  const [refused, setRefused] = useState<CopyKind | null>(null)
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
  const close = () => {
    setOpen(false)
    setRefused(null)
    place.current?.querySelector('button')?.focus()
  }
  const run = async (kind: CopyKind, what: Copied) => {
    const { copies, copy } = await loadCopyMenu()
    const { make, done } = copies[kind]
    if (place.current && (await copy(make(what), place.current))) {
      say(masked ? `${done} Personal data left out.` : done)
      if (open) close()
    } else {
      setRefused(kind)
      setOpen(true)
    }
  }
  const start = (kind: CopyKind, what: Copied) => {
    run(kind, what).catch(() => say('Nothing was copied: this console’s server is not answering.'))
  }
  const onKey = (kind: CopyKind) => () => {
    if (copied) start(kind, copied)
  }
  useKeys({ c: onKey('link'), j: onKey('json'), k: onKey('curl'), m: onKey('markdown') })
  useEffect(() => {
    if (!open) return
    const leave = ({ target }: Event) => {
      if (target instanceof Node && place.current?.contains(target)) return
      setOpen(false)
      setRefused(null)
    }
    const escape = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return
      setOpen(false)
      setRefused(null)
      place.current?.querySelector('button')?.focus()
    }
    document.addEventListener('pointerdown', leave)
    document.addEventListener('focusin', leave)
    document.addEventListener('keydown', escape)
    return () => {
      document.removeEventListener('pointerdown', leave)
      document.removeEventListener('focusin', leave)
      document.removeEventListener('keydown', escape)
    }
  }, [open, place])
  return (
    <div ref={place} className="relative">
      <Button
        aria-expanded={open}
        disabled={!copied}
        onPointerEnter={() => void loadCopyMenu()}
        onFocus={() => void loadCopyMenu()}
        onClick={() => (open ? close() : setOpen(true))}
        className="w-full"
      >
        <CopyIcon />
        Copy
      </Button>
      {open && copied && (
        <Suspense fallback={null}>
          <CopyMenu copied={copied} refused={refused} copyAs={(kind) => start(kind, copied)} />
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
