import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ComponentType, Suspense, useDeferredValue, useEffect, useLayoutEffect, useState } from 'react'
import { NavigationType, Route, Routes, useLocation, useNavigationType } from 'react-router'

import { type PageName, pageNames, pages } from '../urls/pages.ts'
import { readFilter } from '../urls/participant-filter.ts'
import { deferredChunk, screenshotChunk } from './chunks.ts'
import { type DataSource, DataSourceContext } from './data-source.ts'
import { chatsKey } from './data/query.ts'
import { loadInBackground } from './load-order.ts'
import { NotAllowed, NotFoundRoute, routeChunks } from './routes/lazy-routes.ts'
import { isFixed, isShot, fixedNow } from './settings/url-overrides.ts'
import { useViewSettings } from './settings/view-settings.ts'
import { CrashBoundary } from './shell/crash-boundary.tsx'
import { Header } from './shell/header.tsx'
import { useSession } from './sign-in/session.ts'
import { Announcer } from './ui/announcer.tsx'
import { lazyComponent, Nothing, required } from './ui/lazy-component.tsx'
import { PendingPage } from './ui/pending-marker.tsx'
import { ToastProvider } from './ui/toast.tsx'

const ScreenshotFooter = lazyComponent(screenshotChunk, (all) => all.ScreenshotFooter)
const DeferredSettings = lazyComponent(deferredChunk, (all) => all.DeferredSettings, { missing: Nothing })
const FixedInteraction = lazyComponent(screenshotChunk, (all) => all.FixedInteraction)

interface AppProps {
  source: DataSource
  /** A filled query cache, for a server-rendered page. */
  known?: QueryClient
}

/** The console. Its parent has to be a router. */
export const App = (props: AppProps) => (
  <CrashBoundary>
    <Console {...props} />
  </CrashBoundary>
)

function Console({ source, known }: AppProps) {
  const [queryClient] = useState(() => known ?? new QueryClient())
  const { pathname, hash, key } = useLocation()
  const isNew = useNavigationType() === NavigationType.Push
  // A page that is opened starts at its top; on Back the browser restores the place.
  useLayoutEffect(() => {
    if (isNew) scrollTo(0, 0)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- Once for each page.
  }, [key, isNew])
  const { theme, masked, setMasked } = useViewSettings()
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
  }, [theme])
  useEffect(() => {
    const timer = setTimeout(
      () => void loadInBackground(queryClient).catch(() => {}), // What failed is fetched when it is rendered.
      fixedNow() === null ? 500 : 0,
    )
    return () => clearTimeout(timer)
  }, [queryClient])
  useEffect(() => {
    // A server-rendered page looks complete before it reacts to input. `alive` is the marker's former name.
    for (const marker of ['hydrated', 'alive']) document.documentElement.dataset[marker] = ''
  }, [])
  useEffect(() => {
    // Data that the server had masked has to be fetched again to be shown.
    if (!masked) void queryClient.resetQueries({ queryKey: chatsKey, predicate: ({ state }) => isHidden(state.data) })
  }, [masked, queryClient])
  useEffect(() => {
    // A filter may be a phone number: a link that hides personal data must not keep it.
    if (masked && readFilter(hash) !== '') setMasked(true)
  })
  return (
    <DataSourceContext value={source}>
      <QueryClientProvider client={queryClient}>
        <ToastProvider>
          <Header preloadLookup={() => void routeChunks.lookup.load().catch(() => {})} />
          <DeferredSettings />
          {/* The key resets the boundary: the crash of one page must not stay on the next. */}
          <CrashBoundary key={pathname}>
            <Suspense fallback={<PendingPage />}>
              <Pages />
            </Suspense>
          </CrashBoundary>
          <Announcer />
          {isShot() && <ScreenshotFooter />}
          {isFixed() && <FixedInteraction />}
        </ToastProvider>
      </QueryClientProvider>
    </DataSourceContext>
  )
}

const isHidden = (data: unknown) => typeof data === 'object' && data !== null && 'hidden' in data

function LazyPage({ name }: { name: PageName }) {
  const { Route: Content } = required<{ Route: ComponentType }>(routeChunks[name].use())
  return <Content />
}

function Pages() {
  // Deferred: the current page stays until the code of the next one is loaded.
  const session = useDeferredValue(useSession())
  if (session?.person && !session.allowed) {
    const { signIn, person, refusal } = session
    return <NotAllowed signIn={signIn} person={person} refusal={refusal} />
  }
  return (
    <Routes>
      {pageNames.map((name) => (
        <Route key={name} caseSensitive path={pages[name].path} element={<LazyPage name={name} />} />
      ))}
      <Route path="*" element={<NotFoundRoute />} />
    </Routes>
  )
}
