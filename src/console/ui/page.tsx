import { type ReactNode, useEffect, useRef } from 'react'
import { useLocation } from 'react-router'

import type { PageState } from '../../urls/page-states.ts'
import { t } from '../i18n/text.ts'

type PageProps = PageState & {
  /** The tab's title, without the product's name. It must not have personal data: tabs are visible on shared screens. */
  title: string
  /** Announced by screen readers when it changes. */
  status?: string
  busy?: boolean
  chatId?: string
  masked?: boolean
  /** The number of differences from the documented format. */
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
      className={`mx-auto w-full max-w-[70rem] px-4 pb-16 md:px-6 ${className}`}
    >
      <p role="status" className="sr-only">
        {status}
      </p>
      {children}
    </main>
  )
}

/** For a control that is about to go, and would take the focus with it. */
export const focusHeading = () => document.querySelector('h1')?.focus()

/** The first heading leaves the focus to the browser. */
let first = true

/**
 * The heading of a page. It takes the focus that was lost with the page before, or with the table that hiding personal data
 * replaced, so that screen readers start from the top.
 */
export function PageHeading({ className, children }: { className: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { search } = useLocation()
  useEffect(() => {
    if (!first && document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
    first = false
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- Hiding personal data changes it.
  }, [search])
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children}
    </h1>
  )
}
