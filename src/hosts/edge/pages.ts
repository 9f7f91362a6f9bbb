import { toFetch } from '../../gateway/fetch-adapter.ts'
import type { GatewayRequest } from '../../gateway/request.ts'
import { wholeResponse } from '../../gateway/response.ts'
import { answerChatPage, type ChatPages, requestedPage } from '../web/chat-page-response.ts'
import { answerLookupPage, etagOf, redirectLookup } from '../web/lookup-page-response.ts'
import { readTemplate } from '../web/html-template.ts'
import type { InlineHashes, PageHeaders } from '../web/security-headers.ts'
import { isPage } from '../../urls/pages.ts'
import { answerStaticRoute, missingAsset } from '../web/static-routes.ts'

/** The platform's static files. */
export interface Assets {
  fetch: (request: Request) => Promise<Response>
}

interface EdgePages extends Omit<ChatPages, 'template' | 'headers'> {
  /** The headers of every page and file. */
  headersFor: (inline: InlineHashes) => PageHeaders
  /** Where people open the console. */
  origin: string
}

/** Serves the console's pages and files as the production server does, from the platform's static files. */
export function createEdgePages({ headersFor, origin, ...parts }: EdgePages) {
  const { config, renderer } = parts
  let shell: (ChatPages & { etag: string }) | undefined
  return async (original: Request, request: GatewayRequest, assets: Assets): Promise<Response> => {
    shell ??= await readShell(new URL('/index.html', original.url).href, assets)
    const { headers, template, etag } = shell
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
    const lookup = redirectLookup(request, headers) ?? (await answerLookupPage(request, origin, shell))
    if (lookup) return toFetch(lookup)
    const page = requestedPage(request, renderer)
    // The platform compresses.
    if (page) return toFetch(await answerChatPage(page, request, origin + target, shell))
    const status = isPage(path) ? 200 : 404
    const common = { ...headers, 'cache-control': 'no-cache', etag }
    if (status === 200 && request.headers.get('if-none-match')?.includes(etag) === true)
      return toFetch({ status: 304, headers: common, body: null })
    const type = { 'content-type': 'text/html; charset=utf-8' }
    return toFetch(wholeResponse(method, status, { ...common, ...type }, template.plain))
  }

  async function readShell(url: string, assets: Assets) {
    const response = await assets.fetch(new Request(url))
    if (response.status !== 200) throw new Error(`There is no index.html among the static files (${response.status})`)
    const template = await readTemplate(await response.text(), config)
    return { ...parts, template, headers: headersFor(template.inline), etag: await etagOf(template.plain) }
  }
}

function withHeaders(file: Response, headers: PageHeaders, immutable: boolean): Response {
  const response = new Response(file.body, file)
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  response.headers.set('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
  return response
}
