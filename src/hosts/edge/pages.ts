import { chatOfPage, type ChatPages, type PageOnItsWay, sendChatPage } from '../web/chat-page-response.ts'
import type { PageHeaders } from '../web/security-headers.ts'
import { isPage, openSearch, type PageFacts, shotList, text } from '../web/static-routes.ts'
import { type Inline, readTemplate } from '../web/html-template.ts'

/** The platform's static files. */
export interface Assets {
  fetch: (request: Request) => Promise<Response>
}

interface EdgePages extends Pick<ChatPages, 'drawing' | 'gateway' | 'onBug'> {
  facts: PageFacts
  /** The headers of every page and file, for what stands inline in the page. */
  headersFor: (inline: Inline) => PageHeaders
  /** Where people open the console. */
  origin: string
}

/** Serves the console's pages and files as the production server does, with the platform's static files behind it. */
export function createEdgePages({ facts, headersFor, origin, ...parts }: EdgePages) {
  let known: (ChatPages & { etag: string }) | undefined
  return async (request: Request, assets: Assets): Promise<Response> => {
    known ??= await readShell(new URL('/index.html', request.url).href, assets)
    const { headers, template, etag } = known
    const { method } = request
    const { pathname, search } = new URL(request.url)
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
    const id = chatOfPage(request, pathname + search)
    if (id) {
      const arrival = { address: request.headers.get('cf-connecting-ip') }
      return stream(await sendChatPage(id, { request, arrival, href: origin + pathname + search }, known))
    }
    const status = isPage(pathname) ? 200 : 404
    const sent = { ...headers, 'cache-control': 'no-cache', etag }
    if (status === 200 && request.headers.get('if-none-match')?.includes(etag) === true)
      return new Response(null, { status: 304, headers: sent })
    return new Response(method === 'HEAD' ? null : template.plain, {
      status,
      headers: { ...sent, 'content-type': 'text/html; charset=utf-8' },
    })
  }

  async function readShell(address: string, assets: Assets) {
    const response = await assets.fetch(new Request(address))
    if (response.status !== 200) throw new Error(`There is no index.html among the static files (${response.status})`)
    const template = await readTemplate(await response.text(), facts)
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(template.plain)))
    const etag = `"${Array.from(digest.slice(0, 11), (byte) => byte.toString(16).padStart(2, '0')).join('')}"`
    return { ...parts, facts, template, headers: headersFor(template.inline), etag }
  }
}

/** The platform compresses what leaves it. */
function stream({ headers, pieces }: PageOnItsWay): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: async () => void (await pieces.return(undefined)),
  })
  return new Response(body, { headers })
}

function withHeaders(file: Response, headers: PageHeaders, immutable: boolean): Response {
  const response = new Response(file.body, file)
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  response.headers.set('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
  return response
}
