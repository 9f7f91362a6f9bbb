import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

import { inPieces } from '../../../gateway/pieces.ts'
import type { PageHeaders } from '../../web/security-headers.ts'
import { isPage, openSearch, type PageFacts, shotList, text } from '../../web/static-routes.ts'
import { encodeFile, type Encodings, isEncodedFile, negotiateEncoding } from './content-encoding.ts'

interface File {
  type: string
  etag: string
  immutable: boolean
  encodings: Encodings
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

/** Reads the `index.html` of the build. */
export function readIndexHtml(folder: string): string {
  try {
    return readFileSync(join(folder, 'index.html'), 'utf8')
  } catch {
    throw new Error(`There is no index.html in ${folder}. Run: npm run build`)
  }
}

/**
 * Serves the built console from memory, so that a build at the same time cannot remove files of a running server.
 * @param folder the client build.
 * @param page the page with the server's settings in it.
 * @param facts the server's settings, for the files that are made here.
 * @param common headers of every response.
 * @returns a function of the request, its raw target, and the origin.
 */
export function createStaticFiles(
  folder: string,
  page: string,
  facts: PageFacts,
  common: PageHeaders,
): (request: Pick<Request, 'method' | 'headers'>, target: string, origin: string) => Response {
  const files = new Map<string, File>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || isEncodedFile(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const name = `/${relative(folder, path).split(sep).join('/')}`
    if (name !== '/index.html') files.set(name, load(name, readFileSync(path), path))
  }
  const shell = load('/index.html', Buffer.from(page), null)
  return ({ method, headers }, target, origin) => {
    if (method !== 'GET' && method !== 'HEAD')
      return text(405, 'This page is read-only.', { ...common, allow: 'GET, HEAD' })
    const path = target.split('?', 1)[0] ?? ''
    const file = files.get(path)
    if (path === '/opensearch.xml') return openSearch(origin, common, method)
    if (path === '/qa/shots.json') return shotList(facts, common, method)
    if (file) return send(file, 200, method, headers, common)
    if (path.startsWith('/assets/'))
      return text(404, 'No such file. The console may have been updated: reload the page.', common)
    return send(shell, isPage(path) ? 200 : 404, method, headers, common)
  }
}

/** @param path the file's path, to find the encoded files next to it; null for a page that was made here. */
function load(name: string, identity: Buffer<ArrayBuffer>, path: string | null): File {
  const extension = name.slice(name.lastIndexOf('.') + 1)
  return {
    type: types[extension] ?? 'application/octet-stream',
    etag: createHash('sha256').update(identity).digest('base64url').slice(0, 22),
    immutable: name.startsWith('/assets/'),
    encodings: encodeFile(name, identity, (suffix) => {
      const encoded = `${path}${suffix}`
      return path !== null && existsSync(encoded) ? readFileSync(encoded) : null
    }),
  }
}

function send(file: File, status: number, method: string, requestHeaders: Headers, common: PageHeaders): Response {
  const encoding = negotiateEncoding(requestHeaders.get('accept-encoding') ?? '', file.encodings)
  const etag = `"${file.etag}${encoding === 'identity' ? '' : `-${encoding}`}"`
  const body = file.encodings[encoding] ?? file.encodings.identity
  const headers = {
    ...common,
    'content-type': file.type,
    'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag,
    vary: 'accept-encoding',
  }
  const known = (requestHeaders.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (status === 200 && known.includes(etag)) return new Response(null, { status: 304, headers })
  return new Response(method === 'HEAD' ? null : inPieces(body), {
    status,
    headers: {
      ...headers,
      'content-length': String(body.length),
      ...(encoding !== 'identity' && { 'content-encoding': encoding }),
    },
  })
}
