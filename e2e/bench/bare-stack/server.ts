// The server of the console's libraries alone, in its own process: it builds their page, renders a chat with its reply, and
// forwards lookups with the token. `node e2e/bench/bare-stack/server.ts <upstream's address>`
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

import react from '@vitejs/plugin-react'
import { build, runnerImport } from 'vite'

import { chatsPath } from '../../../src/linq/operation.ts'
import { root } from '../../support/servers.ts'
import { serve } from '../serve.ts'

process.env['NODE_ENV'] = 'production'
const upstream = process.argv[2] ?? ''

const plugins = [react()]
const options = { configFile: false, root, mode: 'production', logLevel: 'silent', plugins } as const
const { module } = await runnerImport<typeof import('./render.tsx')>(
  fileURLToPath(import.meta.resolve('./render.tsx')),
  options,
)
const built = await build({
  ...options,
  build: {
    write: false,
    target: 'es2023',
    modulePreload: false,
    rolldownOptions: { input: fileURLToPath(import.meta.resolve('./client.tsx')) },
  },
})
const outputs = (Array.isArray(built) ? built : [built]).flatMap((result) => ('output' in result ? result.output : []))
const script = gzipSync(outputs.flatMap((file) => (file.type === 'chunk' ? [file.code] : [])).join(''))

const lookUp = async (id: string) =>
  await (await fetch(`${upstream}${chatsPath}/${id}`, { headers: { 'x-linq-integration-token': 'bench' } })).text()

function page(id: string, reply: string): Buffer {
  const { html, state } = module.render(id, JSON.parse(reply))
  const json = JSON.stringify(state).replaceAll('<', '\\u003c')
  return gzipSync(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Chat ${id}</title><script type="module" src="/client.js"></script><div id="root">${html}</div><script id="state" type="application/json">${json}</script>`,
  )
}

async function answer(path: string): Promise<{ type: string; body: Buffer }> {
  const id = path.slice(path.lastIndexOf('/') + 1)
  if (path === '/client.js') return { type: 'text/javascript', body: script }
  const reply = await lookUp(id)
  return path.startsWith('/api/')
    ? { type: 'application/json', body: gzipSync(reply) }
    : { type: 'text/html; charset=utf-8', body: page(id, reply) }
}

const server = createServer((request, response) => {
  const send = async () => {
    const { type, body } = await answer(request.url ?? '')
    const caching = type === 'text/javascript' ? { 'cache-control': 'max-age=31536000, immutable' } : {}
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip', ...caching }).end(body)
  }
  send().catch(() => response.writeHead(502).end())
})
await serve(server)
