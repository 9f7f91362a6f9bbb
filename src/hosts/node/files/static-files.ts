import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

import type { GatewayRequest } from '../../../gateway/request.ts'
import { type GatewayResponse, wholeResponse } from '../../../gateway/response.ts'
import type { PageHeaders } from '../../web/security-headers.ts'
import { isPage } from '../../../urls/pages.ts'
import { answerStaticRoute, missingAsset, type ServerConfig } from '../../web/static-routes.ts'
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
 * Serves the built console from memory, so that a build cannot replace files under a running server.
 * @param folder the client build.
 * @param page the page, with the server's settings written into it.
 * @param config the same settings, for the generated files.
 * @param headers the headers of every page and file.
 * @returns a function of the request and of the origin where people open the console.
 */
export function createStaticFiles(
  folder: string,
  page: string,
  config: ServerConfig,
  headers: PageHeaders,
): (request: Pick<GatewayRequest, 'method' | 'target' | 'headers'>, origin: string) => GatewayResponse {
  const files = new Map<string, File>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || isEncodedFile(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const name = `/${relative(folder, path).split(sep).join('/')}`
    if (name !== '/index.html') files.set(name, load(name, readFileSync(path), path))
  }
  const shell = createDocument(page, headers)
  return (request, origin) => {
    const { method, target } = request
    const path = target.split('?', 1)[0] ?? ''
    const generated = answerStaticRoute({ method, target, origin, config, headers })
    if (generated) return generated
    const file = files.get(path)
    if (file) return send(file, 200, request, headers)
    return path.startsWith('/assets/') ? missingAsset(method, headers) : shell(request, isPage(path) ? 200 : 404)
  }
}

/** Sends one HTML document, compressed and with its entity tag. */
export function createDocument(html: string, headers: PageHeaders) {
  const file = load('/index.html', Buffer.from(html), null)
  return (request: Pick<GatewayRequest, 'method' | 'headers'>, status = 200): GatewayResponse =>
    send(file, status, request, headers)
}

/** @param path the file's path, to find the encoded files next to it; null for a generated page. */
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

function send(
  file: File,
  status: number,
  { method, headers }: Pick<GatewayRequest, 'method' | 'headers'>,
  sent: PageHeaders,
): GatewayResponse {
  const encoding = negotiateEncoding(headers.get('accept-encoding') ?? '', file.encodings)
  const etag = `"${file.etag}${encoding === 'identity' ? '' : `-${encoding}`}"`
  const common = {
    ...sent,
    'content-type': file.type,
    'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag,
    vary: 'accept-encoding',
  }
  const known = (headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (status === 200 && known.includes(etag)) return { status: 304, headers: common, body: null }
  return wholeResponse(
    method,
    status,
    { ...common, ...(encoding !== 'identity' && { 'content-encoding': encoding }) },
    file.encodings[encoding] ?? file.encodings.identity,
  )
}
