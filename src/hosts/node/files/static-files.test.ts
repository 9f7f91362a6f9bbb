import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync } from 'node:zlib'

import { afterAll, expect, test } from 'vitest'

import { toFetch } from '../../../gateway/fetch-adapter.ts'
import { pageHeaders } from '../../web/security-headers.ts'
import { createDocument, createStaticFiles, readIndexHtml } from './static-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'static-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

const script = 'export {}\n'.repeat(500)
mkdirSync(join(folder, 'assets'))
writeFileSync(join(folder, 'index.html'), '<p>As built</p>')
writeFileSync(join(folder, 'robots.txt'), 'User-agent: *')
writeFileSync(join(folder, 'assets/index-abc.js'), script)
// Another level than the server's, so that the two differ.
const built = brotliCompressSync(script, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })
writeFileSync(join(folder, 'assets/index-abc.js.br'), built)
const config = { source: 'sandbox', mask: '', 'sign-in': '', links: '', support: '', find: '' }
const common = pageHeaders({ sandbox: true, strictTransport: null, frameAncestors: [] })
const files = createStaticFiles(folder, '<p>Page</p>', config, common)
const get = (target: string, headers: Record<string, string> = {}, method = 'GET') =>
  toFetch(files({ method, target, headers: new Headers(headers) }, 'http://127.0.0.1:8080'))

test('sends the page that was made for these settings', async () => {
  expect(await get('/').text()).toBe('<p>Page</p>')
  expect(readIndexHtml(folder)).toBe('<p>As built</p>')
})

test.each([
  ['/', 200],
  ['/chats/45', 200],
  ['/chats/45?theme=dark', 200],
  ['/chats/%', 200],
  ['/nowhere', 404],
  ['/chats?ids=45,46', 200],
  ['/index.html', 404],
  ['/../index.html', 404],
  ['/chats/45/participants', 404],
])('answers %s with the page and the status %i', async (target, status) => {
  const response = get(target)
  expect([response.status, response.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8'])
  expect(response.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; script-src 'self'; style-src 'self';/,
  )
})

test('redirects a page’s path with repeated slashes, with its query', () => {
  const response = get('//chats/45?mask=1')
  expect([response.status, response.headers.get('location')]).toEqual([308, '/chats/45?mask=1'])
  expect(get('//evil.test/chats').status).toBe(404)
})

test.each([
  ['/assets/gone.js', 'GET', 404],
  ['/assets/../../package.json', 'GET', 404],
  ['/', 'POST', 405],
])('answers %s (%s) with plain text and %3$i', (target, method, status) => {
  const response = get(target, {}, method)
  expect([response.status, response.headers.get('content-type')]).toEqual([status, 'text/plain; charset=utf-8'])
})

test('lets browsers cache assets, and revalidate the page', () => {
  expect(get('/assets/index-abc.js').headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(get('/').headers.get('cache-control')).toBe('no-cache')
})

const body = async (accepted: string) => {
  const response = get('/assets/index-abc.js', { 'accept-encoding': accepted })
  return [response.headers.get('content-encoding'), Buffer.from(await response.arrayBuffer())] as const
}

test('compresses only as the browser accepts', async () => {
  const [br, brotli] = await body('gzip, br')
  expect([br, brotliDecompressSync(brotli).toString()]).toEqual(['br', script])
  const [gzip, gzipped] = await body('gzip;q=0.8, br;q=0')
  expect([gzip, gunzipSync(gzipped).toString()]).toEqual(['gzip', script])
  const [none, plain] = await body('identity')
  expect([none, plain.toString()]).toEqual([null, script])
})

test('sends the encoded file of the build, but not under its own name', async () => {
  expect((await body('br'))[1].equals(built)).toBe(true)
  const response = get('/assets/index-abc.js.br')
  expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8'])
})

test('answers 304 to a browser that has the file in the same encoding', () => {
  const etag = get('/assets/index-abc.js', { 'accept-encoding': 'br' }).headers.get('etag') ?? ''
  expect(get('/assets/index-abc.js', { 'accept-encoding': 'br', 'if-none-match': `W/${etag}` }).status).toBe(304)
  expect(get('/assets/index-abc.js', { 'if-none-match': etag }).status).toBe(200)
})

test('answers HEAD with the length and no body', async () => {
  const response = get('/robots.txt', {}, 'HEAD')
  expect([response.headers.get('content-length'), await response.text()]).toEqual(['13', ''])
})

test('answers 304 to a browser that has the document in the same encoding', async () => {
  const html = '<p>Lookup</p>'.repeat(100)
  const document = createDocument(html, common)
  const ask = (headers: Record<string, string>, status?: number) =>
    toFetch(document({ method: 'GET', headers: new Headers(headers) }, status))
  const first = ask({ 'accept-encoding': 'br' })
  expect(brotliDecompressSync(Buffer.from(await first.arrayBuffer())).toString()).toBe(html)
  const known = { 'accept-encoding': 'br', 'if-none-match': first.headers.get('etag') ?? '' }
  const { status, headers } = ask(known)
  expect([status, headers.get('cache-control'), headers.get('vary')]).toEqual([304, 'no-cache', 'accept-encoding'])
  expect(ask({ ...known, 'accept-encoding': 'gzip' }).status).toBe(200)
  expect(ask(known, 404).status).toBe(404)
})
