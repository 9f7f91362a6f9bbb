// The generated files and the redirects, which every host answers alike.
import { type GatewayResponse, wholeResponse } from '../../gateway/response.ts'
import { shots } from '../../sandbox/shots.ts'
import { pages, withoutRepeatedSlashes } from '../../urls/pages.ts'
import type { PageHeaders } from './security-headers.ts'

/**
 * The server's settings that the page has to know: `sandbox` or the live upstream's origin, `always` where personal data is
 * masked for everyone, how people sign in, the encoded links and contact, and `on` where chats can be
 * found by a number; '' for none.
 */
export type ServerConfig = Record<'source' | 'mask' | 'sign-in' | 'links' | 'support' | 'find', string>

/** Writes the server's settings into the page. */
export const withServerConfig = (html: string, config: ServerConfig): string =>
  Object.entries(config).reduce(
    (page, [name, value]) =>
      page.replace(
        `name="linq-${name}" content=""`,
        `name="linq-${name}" content="${value.replace(/[^\w.:/[\]%!~*'()-]/g, '')}"`,
      ),
    html,
  )

/** What a generated response depends on. */
interface StaticRequest {
  method: string
  /** The path, with the query. */
  target: string
  /** Where people open the console. */
  origin: string
  config: ServerConfig
  headers: PageHeaders
}

/** Answers what is neither a page nor a file of the build, such as a page's path with repeated slashes; null for those. */
export function answerStaticRoute({ method, target, origin, config, headers }: StaticRequest): GatewayResponse | null {
  if (method !== 'GET' && method !== 'HEAD')
    return text(method, 405, 'This page is read-only.', { ...headers, allow: 'GET, HEAD' })
  const location = withoutRepeatedSlashes(target)
  if (location !== null)
    return { status: 308, headers: { ...headers, location, 'cache-control': 'no-store' }, body: null }
  const [path = ''] = target.split('?', 1)
  const generated = (type: string, body: string) =>
    wholeResponse(method, 200, { ...headers, 'content-type': type, 'cache-control': 'no-cache' }, body)
  if (path === '/opensearch.xml') return generated('application/opensearchdescription+xml', openSearch(origin))
  if (path !== '/qa/shots.json') return null
  return config.source === 'sandbox'
    ? generated('application/json', `${JSON.stringify(shots(), null, 2)}\n`)
    : text(
        method,
        404,
        'The list of pictures needs sandbox data. It is off while this console is connected to Linq.',
        headers,
      )
}

/** The response for a file that is not in this build. */
export const missingAsset = (method: string, headers: PageHeaders): GatewayResponse =>
  text(method, 404, 'No such file. The console may have been updated: reload the page.', headers)

const text = (method: string, status: number, sentence: string, headers: PageHeaders): GatewayResponse =>
  wholeResponse(
    method,
    status,
    { ...headers, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    `${sentence}\n`,
  )

/**
 * Lets a browser's address bar look a chat up. The format takes absolute URLs only, so it is generated for the origin
 * that was asked for.
 */
const openSearch = (origin: string) => `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>linq</ShortName>
  <Description>Look up a Linq chat by its ID</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Url type="text/html" template="${origin.replace(/[^\w.:/[\]-]/g, '')}${pages.chat.path.replace(':id', '{searchTerms}')}"/>
</OpenSearchDescription>
`
