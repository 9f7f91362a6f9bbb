import { useRef, useState } from 'react'

import { useToast } from '../ui/toast.tsx'
import { useShortcuts } from '../settings/shortcuts.ts'
import { isShot } from '../settings/url-overrides.ts'
import { renderContext } from '../settings/render-context.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { sourceLabel, useDataSource } from '../data-source.ts'
import { english, t } from '../i18n/text.ts'
import { CopyIcon } from '../ui/icons.tsx'
import { Menu } from '../ui/menu.tsx'
import { chatUrl } from '../../urls/pages.ts'
import { copy } from './clipboard.ts'
import { CopyMenu } from './copy-menu.tsx'
import type { CopySource } from './copy-source.ts'
import { copies, type CopyKind } from './formats.ts'
import type { ChatAnswer } from '../data/answer.ts'

/** The copy menu and its shortcuts. */
export function CopyControl({ answer }: { answer: ChatAnswer }) {
  /** What the browser refused to copy: the menu then shows it to be copied by hand. */
  const [refused, setRefused] = useState<CopyKind | null>(null)
  const menu = useRef<HTMLDivElement>(null)
  const source = useDataSource()
  const { theme, zone, masked, search } = useViewSettings()
  const say = useToast()

  const input: CopySource = {
    chat: answer.chat,
    body: answer.body,
    fetchedAt: answer.fetchedAt,
    masked,
    link: new URL(chatUrl(answer.chat.id, isShot() ? search : linkSearch(theme, zone, masked)), renderContext().href)
      .href,
    sourceLabel: sourceLabel(source, english),
    origin: source.origin,
  }
  const run = async (kind: CopyKind) => {
    const { make, done } = copies[kind]
    const panel = menu.current
    const isOpen = panel?.matches(':popover-open') === true
    if (await copy(make(input), isOpen ? panel : document.body)) {
      say(done() + (masked ? t` Personal data is not included.` : ''))
      panel?.hidePopover()
    } else {
      setRefused(kind)
      panel?.showPopover()
    }
  }
  const start = (kind: CopyKind) => void run(kind)
  useShortcuts({
    copyLink: () => start('link'),
    copySummary: () => start('summary'),
    copyJson: () => start('json'),
    copyCurl: () => start('curl'),
    copyMarkdown: () => start('markdown'),
  })
  return (
    <Menu
      ref={menu}
      id="copy-menu"
      button={
        <>
          <span className="contents max-sm:hidden">
            <CopyIcon />
          </span>
          {t`Copy`}
        </>
      }
      panelClass="p-1"
      onOpen={(panel) => panel.querySelector<HTMLElement>('textarea, button')?.focus()}
      onClose={() => setRefused(null)}
    >
      <CopyMenu input={input} refused={refused} copyAs={start} />
    </Menu>
  )
}

/** The view settings that differ from the defaults, for a link that shows the same. */
function linkSearch(theme: string, zone: string, masked: boolean): string {
  const search = new URLSearchParams()
  // First: a full stop or bracket after the link must not become part of its value.
  if (masked) search.set('mask', '1')
  if (theme !== 'system') search.set('theme', theme)
  if (zone !== 'UTC') search.set('tz', zone)
  return search.size > 0 ? `?${search.toString()}` : ''
}
