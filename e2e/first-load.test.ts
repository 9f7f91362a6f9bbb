import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { expect, test, vi } from 'vitest'

import { root } from './servers.ts'

const size = (code: string | Buffer) => gzipSync(code, { level: 9 }).length

/** An app of nothing but React, the router and the query library, used as the console uses them. */
const stackAlone = `
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter, Link, Route, Routes, useLocation, useNavigate, useParams, useSearchParams } from 'react-router'
import { QueryClient, QueryClientProvider, queryOptions, useQuery } from '@tanstack/react-query'
function Page() {
  const { id } = useParams(), navigate = useNavigate(), { key } = useLocation(), [search] = useSearchParams()
  const { data } = useQuery(queryOptions({ queryKey: [id], queryFn: () => fetch(id).then((answer) => answer.json()) }))
  return <Link to="/" onClick={() => navigate(key + search)}>{JSON.stringify(data)}</Link>
}
createRoot(document.body).render(<StrictMode><QueryClientProvider client={new QueryClient()}><BrowserRouter>
<Routes><Route path="/chats/:id" element={<Page />} /></Routes></BrowserRouter></QueryClientProvider></StrictMode>)`

test('the script of a first load is within 20 % of React, router and query alone', { timeout: 60_000 }, async () => {
  // As the console itself is built; the runner says "test".
  vi.stubEnv('NODE_ENV', 'production')
  const entry = 'virtual:stack-alone.jsx'
  const built = await build({
    configFile: false,
    root,
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
    plugins: [
      react(),
      {
        name: 'stack-alone',
        resolveId: (id) => (id === entry ? join(root, 'stack-alone.jsx') : null),
        load: (id) => (id === join(root, 'stack-alone.jsx') ? stackAlone : null),
      },
    ],
    build: { write: false, target: 'es2023', modulePreload: false, rolldownOptions: { input: entry } },
  })
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((result) =>
    'output' in result ? result.output : [],
  )
  const alone = outputs.reduce((sum, file) => sum + (file.type === 'chunk' ? size(file.code) : 0), 0)

  const client = join(root, 'dist/client')
  const html = readFileSync(join(client, 'index.html'), 'utf8')
  const scripts = [...html.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map(([, path = '']) => join(client, path))
  const first = scripts.reduce((sum, path) => sum + size(readFileSync(path)), 0)
  const parts = readdirSync(join(client, 'assets')).filter((name) => name.endsWith('.js'))
  process.stdout.write(
    `First load: ${first} bytes of script (gzip) in ${scripts.length} files; the stack alone ${alone}; ratio ${(first / alone).toFixed(3)}. On demand: ${parts.length - 1} parts.\n`,
  )
  expect(first / alone).toBeLessThanOrEqual(1.2)
  // The copy menu, the help, the response, several chats and failures come on demand.
  expect(parts.length).toBeGreaterThan(7)
})
