import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

import { shots } from '../../sandbox/shots.ts'
import { pageHeaders, pagePolicy } from './page-headers.ts'

/** What the page has to know of the server's settings. */
export interface PageFacts {
  /** `sandbox`, or the live upstream's origin. */
  source: string
  masked: boolean
}

interface File {
  type: string
  etag: string
  immutable: boolean
  /** What it carries instead of the usual. */
  headers?: Record<string, string>
  bodies: { identity: Buffer<ArrayBuffer>; br?: Buffer<ArrayBuffer>; gzip?: Buffer<ArrayBuffer> }
}

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  txt: 'text/plain; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  woff2: 'font/woff2',
}

/**
 * Serves the built console from memory: a build that runs meanwhile cannot pull files from under a running server.
 * @param folder the client build.
 * @param facts what the page has to know; written into it.
 * @returns a function of the method, the raw request target and the headers.
 */
export function createPages(
  folder: string,
  facts: PageFacts,
): (method: string, target: string, headers: Headers) => Response {
  const files = new Map<string, File>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const name = `/${relative(folder, path).split(sep).join('/')}`
    files.set(name, load(name, readFileSync(path), facts))
  }
  const shell = files.get('/index.html')
  if (!shell) throw new Error(`There is no index.html in ${folder}. Run: npm run build`)
  files.delete('/index.html')
  return (method, target, headers) => {
    if (method !== 'GET' && method !== 'HEAD') return text(405, 'This page is only read.', { allow: 'GET, HEAD' })
    const path = target.split('?', 1)[0] ?? ''
    const file = files.get(path)
    if (path === '/opensearch.xml') return openSearch(headers.get('host') ?? '', method)
    if (path === '/qa/shots.json') return shotList(facts, method)
    if (file) return send(file, 200, method, headers)
    if (path.startsWith('/assets/'))
      return text(404, 'No such file. The console may have been updated: reload the page.')
    return send(shell, isPage(path) ? 200 : 404, method, headers)
  }
}

/** The console's own routes. Any other path gets the same page, which says so, with a true 404. */
const isPage = (path: string) => /^\/(?:qa\/?|chats(?:\/[^/]+)?\/?)?$/.test(path)

function load(name: string, content: Buffer<ArrayBuffer>, facts: PageFacts): File {
  const extension = name.slice(name.lastIndexOf('.') + 1)
  const type = types[extension] ?? 'application/octet-stream'
  const identity = extension === 'html' ? Buffer.from(withFacts(content.toString(), facts)) : content
  const compressible = !/^(?:png|woff2)$/.test(extension) && identity.length > 1024
  return {
    type,
    etag: createHash('sha256').update(identity).digest('base64url').slice(0, 22),
    immutable: name.startsWith('/assets/'),
    ...(extension === 'html' && { headers: { 'content-security-policy': pagePolicy(facts.source === 'sandbox') } }),
    bodies: {
      identity,
      ...(compressible && {
        br: brotliCompressSync(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
        gzip: gzipSync(identity, { level: 9 }),
      }),
    },
  }
}

/** Tells the page where its data comes from, and whether personal data is hidden. */
export const withFacts = (html: string, { source, masked }: PageFacts): string =>
  html
    .replace('name="linq-source" content=""', `name="linq-source" content="${source.replace(/[^\w.:/[\]-]/g, '')}"`)
    .replace('name="linq-mask" content=""', `name="linq-mask" content="${masked ? 'always' : ''}"`)

/**
 * Lets a browser's address bar look a chat up. The format takes absolute addresses only, so it is written for the host
 * that was asked.
 */
export function openSearch(host: string, method = 'GET'): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>linq</ShortName>
  <Description>Look up a Linq chat by its ID</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Url type="text/html" template="http://${host.replace(/[^\w.:[\]-]/g, '')}/chats/{searchTerms}"/>
</OpenSearchDescription>
`
  return new Response(method === 'HEAD' ? null : body, {
    headers: { ...pageHeaders, 'content-type': 'application/opensearchdescription+xml', 'cache-control': 'no-cache' },
  })
}

/** Every picture of the gallery, for tools that take them; with live data there is none. */
export function shotList({ source }: PageFacts, method = 'GET'): Response {
  if (source !== 'sandbox')
    return text(404, 'The list of pictures needs sandbox data. It is off while this console is connected to Linq.')
  return new Response(method === 'HEAD' ? null : `${JSON.stringify(shots(), null, 2)}\n`, {
    headers: { ...pageHeaders, 'content-type': 'application/json', 'cache-control': 'no-cache' },
  })
}

function send(file: File, status: number, method: string, headers: Headers): Response {
  const coding = chooseCoding(headers.get('accept-encoding') ?? '', file.bodies)
  const etag = `"${file.etag}${coding === 'identity' ? '' : `-${coding}`}"`
  const body = file.bodies[coding] ?? file.bodies.identity
  const common = {
    ...pageHeaders,
    ...file.headers,
    'content-type': file.type,
    'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag,
    vary: 'accept-encoding',
  }
  const known = (headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (status === 200 && known.includes(etag)) return new Response(null, { status: 304, headers: common })
  return new Response(method === 'HEAD' ? null : body, {
    status,
    headers: {
      ...common,
      'content-length': String(body.length),
      ...(coding !== 'identity' && { 'content-encoding': coding }),
    },
  })
}

function chooseCoding(accepted: string, bodies: File['bodies']): keyof File['bodies'] {
  const wanted = new Set(
    accepted
      .split(',')
      .map((part) => part.trim().toLowerCase())
      .filter((part) => !/;\s*q=0(?:\.0*)?$/.test(part))
      .map((part) => part.split(';', 1)[0]),
  )
  if (bodies.br && wanted.has('br')) return 'br'
  return bodies.gzip && wanted.has('gzip') ? 'gzip' : 'identity'
}

const text = (status: number, words: string, headers: Record<string, string> = {}) =>
  new Response(`${words}\n`, {
    status,
    headers: { ...pageHeaders, ...headers, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
