import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { Route, Routes, useLocation } from 'react-router'

import { CrashBoundary } from './crash.tsx'
import { Header } from './header.tsx'
import { ChatRoute } from './routes/chat.tsx'
import { LookupRoute } from './routes/lookup.tsx'
import { NoPageRoute } from './routes/no-page.tsx'
import { type Source, SourceContext } from './source.ts'

/** The console. It stands inside a router; `source` says whose data it shows. */
export function App({ source }: { source: Source }) {
  const [queryClient] = useState(() => new QueryClient())
  const { pathname } = useLocation()
  return (
    <SourceContext value={source}>
      <QueryClientProvider client={queryClient}>
        <Header />
        {/* Another address is another try: the crash of one page must not follow to the next. */}
        <CrashBoundary key={pathname}>
          <Routes>
            <Route path="/" element={<LookupRoute />} />
            <Route path="/chats/:id" element={<ChatRoute />} />
            <Route path="*" element={<NoPageRoute />} />
          </Routes>
        </CrashBoundary>
      </QueryClientProvider>
    </SourceContext>
  )
}
