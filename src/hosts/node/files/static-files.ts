import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

import { inPieces } from '../../../gateway/pieces.ts'
import type { PageHeaders } from '../../web/security-headers.ts'
import { isPage, openSearch, type PageFacts, shotList, text } from '../../web/static-routes.ts'
import { type Bodies, bodiesOf, chooseCoding, isCompressedForm } from './content-encoding.ts'

interface File {
  type: string
  etag: string
  immutable: boolean
  bodies: Bodies
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

/** Reads the page as it was built. */
export function readPage(folder: string): string {
  try {
    return readFileSync(join(folder, 'index.html'), 'utf8')
  } catch {
    throw new Error(`There is no index.html in ${folder}. Run: npm run build`)
  }
}

/**
 * Serves the built console from memory: a build that runs meanwhile cannot pull files from under a running server.
 * @param folder the client build.
 * @param page the page, with all that it has to know written into it.
 * @param facts the same, for the files that are made here.
 * @param sent the headers that everything carries.
 * @returns a function of the request, and of its target as it stood in the request line.
 */
export function createPages(
  folder: string,
  page: string,
  facts: PageFacts,
  sent: PageHeaders,
): (request: Pick<Request, 'method' | 'headers'>, target: string, origin: string) => Response {
  const files = new Map<string, File>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || isCompressedForm(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const name = `/${relative(folder, path).split(sep).join('/')}`
    if (name !== '/index.html') files.set(name, load(name, readFileSync(path), path))
  }
  const shell = load('/index.html', Buffer.from(page), null)
  return ({ method, headers }, target, origin) => {
    if (method !== 'GET' && method !== 'HEAD')
      return text(405, 'This page is only read.', { ...sent, allow: 'GET, HEAD' })
    const path = target.split('?', 1)[0] ?? ''
    const file = files.get(path)
    if (path === '/opensearch.xml') return openSearch(origin, sent, method)
    if (path === '/qa/shots.json') return shotList(facts, sent, method)
    if (file) return send(file, 200, method, headers, sent)
    if (path.startsWith('/assets/'))
      return text(404, 'No such file. The console may have been updated: reload the page.', sent)
    return send(shell, isPage(path) ? 200 : 404, method, headers, sent)
  }
}

/** @param path where it is, for its compressed forms beside it; null for what was made here. */
function load(name: string, identity: Buffer<ArrayBuffer>, path: string | null): File {
  const extension = name.slice(name.lastIndexOf('.') + 1)
  return {
    type: types[extension] ?? 'application/octet-stream',
    etag: createHash('sha256').update(identity).digest('base64url').slice(0, 22),
    immutable: name.startsWith('/assets/'),
    bodies: bodiesOf(name, identity, (suffix) => {
      const form = `${path}${suffix}`
      return path !== null && existsSync(form) ? readFileSync(form) : null
    }),
  }
}

function send(file: File, status: number, method: string, headers: Headers, sent: PageHeaders): Response {
  const coding = chooseCoding(headers.get('accept-encoding') ?? '', file.bodies)
  const etag = `"${file.etag}${coding === 'identity' ? '' : `-${coding}`}"`
  const body = file.bodies[coding] ?? file.bodies.identity
  const common = {
    ...sent,
    'content-type': file.type,
    'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag,
    vary: 'accept-encoding',
  }
  const known = (headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (status === 200 && known.includes(etag)) return new Response(null, { status: 304, headers: common })
  return new Response(method === 'HEAD' ? null : inPieces(body), {
    status,
    headers: {
      ...common,
      'content-length': String(body.length),
      ...(coding !== 'identity' && { 'content-encoding': coding }),
    },
  })
}
