import { type ReactNode, useEffect, useRef } from 'react'

import type { PageState } from '../../urls/page-states.ts'
import { t } from '../i18n/text.ts'

/** Which screen this is and its state (`data-view` and `data-state` on `<main>`, for tests and other people's scripts), and: */
type PageProps = PageState & {
  /** The tab's title, without the product's name. It never holds a name or a number: tabs are seen on shared screens. */
  title: string
  /** Said politely by screen readers when it changes. */
  status?: string
  busy?: boolean
  chatId?: string
  /** Whether personal data is hidden on it. */
  masked?: boolean
  /** How many differences from the documented format the shown answer has. */
  drift?: number | null
  className?: string
  children: ReactNode
}

/** The main landmark of a screen, with its markers, its tab title and its announcement. */
export function Page({
  view,
  state,
  title,
  status = '',
  busy = false,
  chatId,
  masked,
  drift,
  className = '',
  children,
}: PageProps) {
  useEffect(() => {
    document.title = `${title} · ${t`Chat console`}`
  }, [title])
  return (
    <main
      id="main"
      data-view={view}
      data-state={state}
      data-chat-id={chatId}
      data-masked={masked || undefined}
      data-drift={drift ?? undefined}
      aria-busy={busy}
      className={`mx-auto w-full max-w-[1120px] px-4 pb-16 md:px-6 ${className}`}
    >
      <p role="status" className="sr-only">
        {status}
      </p>
      {children}
    </main>
  )
}

/** The heading that the visit starts with leaves the focus to the browser. */
let first = true

/**
 * The heading of a screen. It takes the focus when what had it is gone with the screen before, so that what follows is
 * read from the top; never from somebody who is writing.
 */
export function PageHeading({ className, children }: { className: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!first && document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
    first = false
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children}
    </h1>
  )
}
