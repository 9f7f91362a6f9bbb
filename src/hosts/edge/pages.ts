import { toFetch } from '../../gateway/fetch-adapter.ts'
import type { GatewayRequest } from '../../gateway/request.ts'
import { type GatewayResponse, wholeResponse } from '../../gateway/response.ts'
import { answerChatPage, requestedChat } from '../web/chat-page-response.ts'
import { readTemplate } from '../web/html-template.ts'
import { answerLookup, renderPlainLookup } from '../web/lookup-page-response.ts'
import type { Pages } from '../web/pages.ts'
import type { InlineHashes, PageHeaders } from '../web/security-headers.ts'
import { isPage } from '../../urls/pages.ts'
import { answerStaticRoute, missingAsset } from '../web/static-routes.ts'

/** The platform's static files. */
export interface Assets {
  fetch: (request: Request) => Promise<Response>
}

interface EdgePages extends Omit<Pages, 'template' | 'headers' | 'plainLookup'> {
  /** The headers of every page and file. */
  headersFor: (inline: InlineHashes) => PageHeaders
  /** Where people open the console. */
  origin: string
}

/** Serves the console's pages and files as the production server does, from the platform's static files. */
export function createEdgePages({ headersFor, origin, ...parts }: EdgePages) {
  const { config, renderer } = parts
  let site: Awaited<ReturnType<typeof readSite>> | undefined
  return async (original: Request, request: GatewayRequest, assets: Assets): Promise<Response> => {
    site ??= await readSite(new URL('/index.html', original.url).href, assets)
    const { headers, shell } = site
    const { method, target } = request
    const path = target.split('?', 1)[0] ?? ''
    const generated = answerStaticRoute({ method, target, origin, config, headers })
    if (generated) return toFetch(generated)
    if (!isPage(path) && path !== '/index.html') {
      const isAsset = path.startsWith('/assets/')
      const file = await assets.fetch(original)
      if (file.status !== 404) return withHeaders(file, headers, isAsset)
      if (isAsset) return toFetch(missingAsset(method, headers))
    }
    const lookup = answerLookup(request, site)
    if (lookup) return toFetch(lookup)
    const chat = requestedChat(request, renderer)
    // The platform compresses.
    if (chat) return toFetch(await answerChatPage(chat, request, origin + target, site))
    return toFetch(shell(request, isPage(path) ? 200 : 404))
  }

  async function readSite(url: string, assets: Assets) {
    const response = await assets.fetch(new Request(url))
    if (response.status !== 200) throw new Error(`There is no index.html among the static files (${response.status})`)
    const template = await readTemplate(await response.text(), config)
    const headers = headersFor(template.inline)
    return {
      ...parts,
      template,
      headers,
      shell: await createDocument(template.plain, headers),
      plainLookup: await createDocument(renderPlainLookup({ ...parts, template }), headers),
    }
  }
}

/** Sends one HTML document, with its entity tag. The tag is weak, since the platform compresses the document. */
async function createDocument(html: string, headers: PageHeaders) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(html)))
  const etag = `W/"${Array.from(digest.slice(0, 11), (byte) => byte.toString(16).padStart(2, '0')).join('')}"`
  const common = { ...headers, 'cache-control': 'no-cache', etag }
  const type = { 'content-type': 'text/html; charset=utf-8' }
  return ({ method, headers: sent }: Pick<GatewayRequest, 'method' | 'headers'>, status = 200): GatewayResponse =>
    status === 200 && sent.get('if-none-match')?.includes(etag) === true
      ? { status: 304, headers: { ...common }, body: null }
      : wholeResponse(method, status, { ...common, ...type }, html)
}

function withHeaders(file: Response, headers: PageHeaders, immutable: boolean): Response {
  const response = new Response(file.body, file)
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  response.headers.set('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
  return response
}
