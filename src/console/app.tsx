import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Suspense, useDeferredValue, useEffect, useState } from 'react'
import { Route, Routes, useLocation, useSearchParams } from 'react-router'

import { CopyControl, Details, Hints } from './chat/chat-page.tsx'
import { FailureScreen } from './chat/chat-screen.tsx'
import { masking, posing } from './chat/use-chat-view.ts'
import { CrashBoundary } from './shell/crash-boundary.tsx'
import { Header, HelpDialog } from './shell/header.tsx'
import { Understood } from './lookup/lookup-box.tsx'
import { Notices } from './ui/toast.tsx'
import { ChatRoute } from './routes/chat.tsx'
import { LookupRoute } from './routes/lookup-lazy.ts'
import { isShot, pinnedNow } from './settings/url-overrides.ts'
import { useStored } from './settings/local-storage.ts'
import { useViewSettings } from './settings/view-settings.ts'
import { tellZone } from './settings/time-zone-cookie.ts'
import { useSession } from './sign-in/session.ts'
import { type Source, SourceContext } from './data-source.ts'
import { part } from './ui/lazy-component.tsx'
import { Pending, PendingPage } from './ui/pending-marker.tsx'

// A deep link to a chat needs none of these.
const SeveralRoute = part(() => import('./routes/bulk.tsx').then((all) => all.SeveralRoute))
const QaRoute = part(() => import('./routes/qa.tsx').then((all) => all.QaRoute))
const SignInRoute = part(() => import('./routes/sign-in.tsx').then((all) => all.SignInRoute))
const NotAllowed = part(() => import('./sign-in/not-allowed.tsx').then((all) => all.NotAllowed))
const NoPageRoute = part(() => import('./routes/not-found.tsx').then((all) => all.NoPageRoute))
export const Provenance = part(() => import('./screenshot/footer.tsx').then((all) => all.Provenance))

/** Fetches what a picture of a page needs, to be there before the page is drawn: a gallery is many pictures. */
export const loadForPicture = (): Promise<unknown> =>
  Promise.all([
    import('./screenshot/fonts.ts').then(({ addFonts }) => addFonts()),
    Provenance.load(),
    ...(location.pathname.startsWith('/chats/')
      ? [posing.load(), masking.load(), Details.load(), Hints.load(), CopyControl.load(), FailureScreen.load()]
      : [LookupRoute.load(), SeveralRoute.load()]),
  ])

interface AppProps {
  /** Whose data it shows. */
  source: Source
  /** What is known already, for a page that comes with its chat. */
  known?: QueryClient
}

/** The console. It stands inside a router. */
export const App = (props: AppProps) => (
  <CrashBoundary>
    <Console {...props} />
  </CrashBoundary>
)

function Console({ source, known }: AppProps) {
  const [queryClient] = useState(() => known ?? new QueryClient())
  const { pathname } = useLocation()
  const { theme, masked, setMasked } = useViewSettings()
  const [search] = useSearchParams()
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
  }, [theme])
  useEffect(() => {
    // What may be wanted when nothing can be fetched any more is fetched while all is well; a page whose clock stands
    // still fetches nothing of its own accord.
    const early =
      pinnedNow() === null ? [FailureScreen.load, CopyControl.load, HelpDialog.load, Understood.load, masking.load] : []
    const timer = setTimeout(
      () => {
        void Promise.allSettled(early.map((load) => load())) // What failed is asked for again when it is wanted.
          .then(() => import('./screenshot/mark-ready.ts'))
          .then(async ({ markReady }) => {
            markReady(queryClient)
            return early.length > 0 ? await import('./shell/preload-when-idle.ts') : null
          })
          .then((idle) => idle?.loadWhenIdle(queryClient, [Details.load, LookupRoute.load, SeveralRoute.load]))
      },
      early.length > 0 ? 500 : 0,
    )
    return () => clearTimeout(timer)
  }, [queryClient])
  const zone = useStored('zone')
  useEffect(() => {
    if (!isShot()) tellZone(zone)
  }, [zone])
  useEffect(() => {
    // A page that came drawn looks like this one long before it reacts.
    document.documentElement.dataset['alive'] = ''
  }, [])
  useEffect(() => {
    // Where personal data was replaced before it came, it has to be fetched to be shown.
    if (!masked) void queryClient.resetQueries({ queryKey: ['chat'], predicate: ({ state }) => isHidden(state.data) })
  }, [masked, queryClient])
  useEffect(() => {
    // A link that hides people and still names a number to filter by loses the number.
    if (masked && search.has('filter')) setMasked(true)
  })
  return (
    <SourceContext value={source}>
      <QueryClientProvider client={queryClient}>
        <Notices>
          <Header />
          {/* Another address is another try: the crash of one page must not follow to the next. */}
          <CrashBoundary key={pathname}>
            <Suspense fallback={<PendingPage />}>
              <Pages />
            </Suspense>
          </CrashBoundary>
          {isShot() && (
            <Suspense fallback={<Pending />}>
              <Provenance />
            </Suspense>
          )}
        </Notices>
      </QueryClientProvider>
    </SourceContext>
  )
}

const isHidden = (data: unknown) => typeof data === 'object' && data !== null && 'hidden' in data

function Pages() {
  // Deferred: what is there stays until the page that takes its place has come.
  const session = useDeferredValue(useSession())
  if (session?.person && !session.allowed) return <NotAllowed signIn={session.signIn} person={session.person} />
  return (
    <Routes>
      <Route path="/" element={<LookupRoute />} />
      <Route caseSensitive path="/chats" element={<SeveralRoute />} />
      <Route caseSensitive path="/chats/:id" element={<ChatRoute />} />
      <Route caseSensitive path="/qa" element={<QaRoute />} />
      <Route caseSensitive path="/sign-in" element={<SignInRoute />} />
      <Route path="*" element={<NoPageRoute />} />
    </Routes>
  )
}
