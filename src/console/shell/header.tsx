import { useRef, useState } from 'react'
import { Link, useLocation, useMatch } from 'react-router'

import { parseChatId } from '../../linq/chat-id.ts'
import { pages } from '../../urls/pages.ts'
import { LookupBox } from '../lookup/lookup-box.tsx'
import { useShortcuts } from '../settings/shortcuts.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { signInMethod } from '../sign-in/session.ts'
import { sourceLabel, useDataSource } from '../data-source.ts'
import { t } from '../i18n/text.ts'
import { Button } from '../ui/button.tsx'
import { HelpIcon, Logo } from '../ui/icons.tsx'
import { lazyComponent, Nothing } from '../ui/lazy-component.tsx'
import { focusHeading } from '../ui/page.tsx'
import { deferredChunk } from '../chunks.ts'

const HelpDialog = lazyComponent(deferredChunk, (all) => all.HelpDialog)
const Account = lazyComponent(deferredChunk, (all) => all.Account, { missing: Nothing })

const next = <T,>(all: readonly T[], current: T): T => all[(all.indexOf(current) + 1) % all.length] ?? current

/** @param preloadLookup loads the lookup page's code when the link to it is hovered or focused. */
export function Header({ preloadLookup }: { preloadLookup: () => void }) {
  const source = useDataSource()
  const { search, masked, setMasked, zone, setZone, theme, setTheme } = useViewSettings()
  const [helping, setHelping] = useState(false)
  const helpButton = useRef<HTMLButtonElement>(null)
  const { state } = useLocation()
  const onLookupPage = useMatch(pages.lookup.path) !== null
  const typed = useMatch(pages.chat.path)?.params.id ?? ''
  // A text that is not an ID may be a phone number.
  const initial = masked && parseChatId(typed) === null ? '' : typed
  useShortcuts({
    help: () => setHelping(true),
    mask: () => setMasked(!masked),
    theme: () => setTheme(next(['system', 'light', 'dark'] as const, theme)),
    zone: () => setZone(next(['UTC', 'local', 'sent'], zone)),
  })
  return (
    <header id="header" className="@container relative print:@container-normal z-20 border-b border-line bg-surface">
      <a
        href="#main"
        onClick={(event) => {
          // Following the link would replace the fragment, which has the filter of the participants.
          event.preventDefault()
          focusHeading()
        }}
        className="sr-only focus:not-sr-only focus:absolute focus:z-20 focus:m-2 focus:rounded-md focus:bg-accent focus:px-3 focus:py-2 focus:text-on-accent"
      >
        {t`Skip to content`}
      </a>
      <div className="mx-auto grid max-w-[70rem] grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 px-4 wide:grid-cols-[1fr_minmax(0,min(22.5rem,50%))_1fr] md:px-6">
        <Link
          to={`/${search}`}
          onPointerEnter={preloadLookup}
          onFocus={preloadLookup}
          className="flex h-14 items-center gap-2 justify-self-start font-semibold whitespace-nowrap"
        >
          <Logo />
          <span>{t`Chat console`}</span>
        </Link>
        {!onLookupPage && (
          <div className="narrow:order-3 narrow:col-span-2 narrow:pb-3 print:hidden">
            {/* The key resets the box for another address, and for a search: what was searched for is in no box. */}
            <LookupBox key={typed + (state?.searchId ?? '')} given={initial} />
          </div>
        )}
        <div className="flex max-w-full min-w-0 items-center gap-2 justify-self-end wide:col-start-3">
          {signInMethod() && (
            <div data-account="">
              <Account />
            </div>
          )}
          <p
            title={sourceLabel(source)}
            data-source={source.origin ? 'live' : 'sandbox'}
            className={`min-w-0 truncate rounded-full border border-transparent px-2.5 py-1 text-xs font-medium ${source.origin ? 'bg-ok-weak text-ok' : 'bg-warn-weak text-warn'}`}
          >
            {sourceLabel(source)}
          </p>
          <Button
            ref={helpButton}
            aria-label={t`Help and settings`}
            aria-haspopup="dialog"
            onClick={() => setHelping(true)}
            className="w-11 px-0 md:w-9 md:px-0 print:hidden"
          >
            <HelpIcon />
          </Button>
        </div>
      </div>
      {helping && <HelpDialog button={helpButton} close={() => setHelping(false)} />}
    </header>
  )
}
