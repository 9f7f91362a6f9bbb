import { type ReactNode, useEffect, useRef } from 'react'

interface PageProps {
  /** Which screen this is: `data-view` on `<main>`, for tests and other people's scripts. */
  view: 'lookup' | 'chat' | 'no-page' | 'crash'
  /** The screen's state: `data-state` on `<main>`. */
  state: string
  /** The tab's title, without the product's name. It never holds a name or a number: tabs are seen on shared screens. */
  title: string
  /** Said politely by screen readers when it changes. */
  status?: string
  busy?: boolean
  chatId?: string
  className?: string
  children: ReactNode
}

/** The main landmark of a screen, with its markers, its tab title and its announcement. */
export function Page({ view, state, title, status = '', busy = false, chatId, className = '', children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Chat console`
  }, [title])
  return (
    <main
      id="main"
      data-view={view}
      data-state={state}
      data-chat-id={chatId}
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

/**
 * The heading of a screen. After a lookup the focus comes here, so that what follows is read from the top;
 * not on the first load, where the browser's own start of the page is right.
 */
export function PageHeading({
  focusOnMount,
  className,
  children,
}: {
  focusOnMount: boolean
  className: string
  children: ReactNode
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (focusOnMount) heading.current?.focus({ preventScroll: true })
  }, [focusOnMount])
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children}
    </h1>
  )
}
