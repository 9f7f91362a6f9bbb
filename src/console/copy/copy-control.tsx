import { useEffect, useRef, useState } from 'react'

import { useNotice } from '../ui/toast.tsx'
import { useKeys } from '../settings/shortcuts.ts'
import { isShot, opens } from '../settings/url-overrides.ts'
import { here } from '../settings/render-context.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { sourceName, useSource } from '../data-source.ts'
import { english, t } from '../i18n/text.ts'
import { Button } from '../ui/button.tsx'
import { CopyIcon } from '../ui/icons.tsx'
import { chatUrl } from '../../urls/pages.ts'
import { copy } from './clipboard.ts'
import { CopyMenu } from './copy-menu.tsx'
import { copies, type Copied, type CopyKind } from './formats.ts'
import type { ChatAnswer } from '../data/answer.ts'

/** The button that opens the copy menu, and the keys that copy without it. */
export function CopyControl({ answer }: { answer: ChatAnswer }) {
  const [open, setOpen] = useState(opens('copy'))
  /** What the browser refused to copy, for the person to copy by hand. */
  const [refused, setRefused] = useState<CopyKind | null>(null)
  const place = useRef<HTMLDivElement>(null)
  const source = useSource()
  const { theme, zone, masked, search } = useViewSettings()
  const say = useNotice()

  const copied: Copied = {
    chat: answer.chat,
    body: answer.body,
    fetchedAt: answer.fetchedAt,
    masked,
    link: new URL(chatUrl(answer.chat.id, isShot() ? search : linkSearch(theme, zone, masked)), here().href).href,
    sourceName: sourceName(source, english),
    origin: source.origin,
  }
  const close = () => {
    setOpen(false)
    setRefused(null)
    place.current?.querySelector('button')?.focus()
  }
  const run = async (kind: CopyKind) => {
    const { make, done } = copies[kind]
    if (place.current && (await copy(make(copied), place.current))) {
      say(done() + (masked ? t` Personal data left out.` : ''))
      if (open) close()
    } else {
      setRefused(kind)
      setOpen(true)
    }
  }
  const start = (kind: CopyKind) => void run(kind)
  useKeys({
    c: () => start('link'),
    j: () => start('json'),
    k: () => start('curl'),
    m: () => start('markdown'),
  })
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
      <Button aria-expanded={open} onClick={() => (open ? close() : setOpen(true))} className="w-full">
        <CopyIcon />
        {t`Copy`}
      </Button>
      {open && <CopyMenu copied={copied} refused={refused} copyAs={start} />}
    </div>
  )
}

/** What a link carries so that it shows the same: the settings that are not the usual ones, however they were chosen. */
function linkSearch(theme: string, zone: string, masked: boolean): string {
  const search = new URLSearchParams()
  // First, so that a full stop or a bracket behind the link is no part of it.
  if (masked) search.set('mask', '1')
  if (theme !== 'system') search.set('theme', theme)
  if (zone !== 'UTC') search.set('tz', zone)
  return search.size > 0 ? `?${search.toString()}` : ''
}
