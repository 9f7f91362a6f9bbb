import type { PageHeaders } from '../common/page-headers.ts'
import { isPage, openSearch, type PageFacts, shotList, text, withFacts } from '../common/shell.ts'

/** The platform's static files. */
export interface Assets {
  fetch: (request: Request) => Promise<Response>
}

/**
 * Serves the console's files as the production server does, with the platform's static files behind it.
 * @param origin where people open the console.
 */
export function createEdgePages(facts: PageFacts, headers: PageHeaders, origin: string) {
  let shell: { html: string; etag: string } | undefined
  return async (request: Request, assets: Assets): Promise<Response> => {
    const { method } = request
    const { pathname } = new URL(request.url)
    if (method !== 'GET' && method !== 'HEAD')
      return text(405, 'This page is only read.', { ...headers, allow: 'GET, HEAD' })
    if (pathname === '/opensearch.xml') return openSearch(origin, headers, method)
    if (pathname === '/qa/shots.json') return shotList(facts, headers, method)
    if (!isPage(pathname) && pathname !== '/index.html') {
      const file = await assets.fetch(request)
      if (file.status !== 404) return withHeaders(file, headers, pathname.startsWith('/assets/'))
      if (pathname.startsWith('/assets/'))
        return text(404, 'No such file. The console may have been updated: reload the page.', headers)
    }
    shell ??= await readShell(new URL('/index.html', request.url).href, assets, facts)
    const status = isPage(pathname) ? 200 : 404
    const sent = { ...headers, 'cache-control': 'no-cache', etag: shell.etag }
    if (status === 200 && request.headers.get('if-none-match')?.includes(shell.etag) === true)
      return new Response(null, { status: 304, headers: sent })
    return new Response(method === 'HEAD' ? null : shell.html, {
      status,
      headers: { ...sent, 'content-type': 'text/html; charset=utf-8' },
    })
  }
}

async function readShell(address: string, assets: Assets, facts: PageFacts) {
  const response = await assets.fetch(new Request(address))
  if (response.status !== 200) throw new Error(`There is no index.html among the static files (${response.status})`)
  const html = withFacts(await response.text(), facts)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(html)))
  const etag = `"${Array.from(digest.slice(0, 11), (byte) => byte.toString(16).padStart(2, '0')).join('')}"`
  return { html, etag }
}

function withHeaders(file: Response, headers: PageHeaders, immutable: boolean): Response {
  const response = new Response(file.body, file)
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  response.headers.set('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
  return response
}
