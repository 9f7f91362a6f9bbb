// What the server-rendered pages have in common.
import type { Gateway } from '../../gateway/gateway.ts'
import type { GatewayRequest } from '../../gateway/request.ts'
import type { GatewayResponse } from '../../gateway/response.ts'
import type { PageRenderer } from '../render/render-pages.tsx'
import type { HtmlTemplate } from './html-template.ts'
import type { PageHeaders } from './security-headers.ts'
import type { ServerConfig } from './static-routes.ts'

/** What server-rendered pages are made of. */
export interface Pages {
  template: HtmlTemplate
  renderer: PageRenderer
  config: ServerConfig
  /** The headers of every page. */
  headers: PageHeaders
  gateway: Pick<Gateway, 'lookUpForPage'>
  /** Called with the error of a page that could not be rendered; the browser renders it then. */
  onBug: (error: unknown) => void
  /** Answers with the lookup page of an address without parameters. It is the same for each request, so it is rendered once. */
  plainLookup: (request: Pick<GatewayRequest, 'method' | 'headers'>) => GatewayResponse
}

/** Text in pieces as bytes. */
export async function* encode(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const piece of pieces) yield encoder.encode(piece)
}
