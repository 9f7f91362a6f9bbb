import { Link, useMatch } from 'react-router'

import { LookupBox } from './lookup/lookup-box.tsx'
import { sourceName, useSource } from './source.ts'

/** The bar on top of every page: the way home, the lookup box (the lookup page has its own), and whose data this is. */
export function Header() {
  const source = useSource()
  const onLookupPage = useMatch('/') !== null
  const typed = useMatch('/chats/:id')?.params.id ?? ''
  return (
    <header className="border-b border-line bg-surface">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-20 focus:m-2 focus:rounded-md focus:bg-accent focus:px-3 focus:py-2 focus:text-on-accent"
      >
        Skip to content
      </a>
      <div className="mx-auto grid max-w-[1120px] grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 md:grid-cols-[1fr_minmax(0,360px)_1fr] md:px-6">
        <Link to="/" className="flex h-14 items-center gap-2 justify-self-start font-semibold">
          <img src="/favicon.svg" alt="" width="24" height="24" />
          Chat console
        </Link>
        {!onLookupPage && (
          <div className="max-md:order-3 max-md:col-span-2 max-md:pb-3">
            {/* A new address starts the box afresh, with its id in it. */}
            <LookupBox key={typed} place="header" initial={typed} />
          </div>
        )}
        <p
          data-source={source.liveHost ? 'live' : 'sandbox'}
          className={`min-w-0 truncate justify-self-end rounded-full px-2.5 py-1 text-xs font-medium md:col-start-3 ${source.liveHost ? 'bg-ok-weak text-ok' : 'bg-warn-weak text-warn'}`}
        >
          {sourceName(source)}
        </p>
      </div>
    </header>
  )
}
