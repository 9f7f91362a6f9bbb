// The baseline for the script of a first load: its libraries alone, used as the console uses them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import react from '@vitejs/plugin-react'
import { build } from 'vite'

import { root } from '../support/servers.ts'

/** A minimal app with React, the router and the query library. */
const source = `
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

/** The scripts of the minimal app, built like the console. */
export async function stackAlone(): Promise<string[]> {
  const entry = 'virtual:stack-alone.jsx'
  // As for the console's build; a test runner sets "test".
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
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
          load: (id) => (id === join(root, 'stack-alone.jsx') ? source : null),
        },
      ],
      build: { write: false, target: 'es2023', modulePreload: false, rolldownOptions: { input: entry } },
    })
    const outputs = (Array.isArray(built) ? built : [built]).flatMap((result) =>
      'output' in result ? result.output : [],
    )
    return outputs.flatMap((file) => (file.type === 'chunk' ? [file.code] : []))
  } finally {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  }
}

/** Where the client build is. */
export const client = join(root, 'dist/client')

/** The files of the scripts that the built page loads. */
export function firstScripts(): string[] {
  const html = readFileSync(join(client, 'index.html'), 'utf8')
  return [...html.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map(([, path = '']) => join(client, path))
}
