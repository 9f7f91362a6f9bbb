import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Route, Routes, useLocation, useSearchParams } from 'react-router'

import { loadFailureScreen } from './chat/chat-screen.tsx'
import { loadCopyMenu } from './chat/copy-control.tsx'
import { loadMask } from './chat/view.ts'
import { CrashBoundary } from './crash.tsx'
import { Header, loadHelp } from './header.tsx'
import { loadReader } from './lookup/lookup-box.tsx'
import { Notices } from './notice.tsx'
import { ChatRoute } from './routes/chat.tsx'
import { useViewSettings } from './settings/view-settings.ts'
import { type Source, SourceContext } from './source.ts'

// A deep link to a chat needs none of these.
const LookupRoute = lazy(async () => ({ default: (await import('./routes/lookup.tsx')).LookupRoute }))
const SeveralRoute = lazy(async () => ({ default: (await import('./routes/several.tsx')).SeveralRoute }))
const NoPageRoute = lazy(async () => ({ default: (await import('./routes/no-page.tsx')).NoPageRoute }))

/** The console. It stands inside a router; `source` says whose data it shows. */
export const App = ({ source }: { source: Source }) => (
  <CrashBoundary>
    <Console source={source} />
  </CrashBoundary>
)

function Console({ source }: { source: Source }) {
  const [queryClient] = useState(() => new QueryClient())
  const { pathname } = useLocation()
  const { theme, masked, setMasked } = useViewSettings()
  const [search] = useSearchParams()
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
  }, [theme])
  useEffect(() => {
    // What may be wanted when nothing can be fetched any more is fetched while all is well.
    const timer = setTimeout(() => {
      for (const load of [loadFailureScreen, loadCopyMenu, loadHelp, loadReader, loadMask]) load().catch(() => {}) // Asked for again when it is wanted.
    }, 500)
    return () => clearTimeout(timer)
  }, [])
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
            <Suspense fallback={<main id="main" data-view="loading" aria-busy="true" />}>
              <Routes>
                <Route path="/" element={<LookupRoute />} />
                <Route caseSensitive path="/chats" element={<SeveralRoute />} />
                <Route caseSensitive path="/chats/:id" element={<ChatRoute />} />
                <Route path="*" element={<NoPageRoute />} />
              </Routes>
            </Suspense>
          </CrashBoundary>
        </Notices>
      </QueryClientProvider>
    </SourceContext>
  )
}
