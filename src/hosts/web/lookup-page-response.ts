// The lookup page, and the lookup form of a page that is not hydrated yet.
import type { GatewayRequest } from '../../gateway/request.ts'
import type { GatewayResponse } from '../../gateway/response.ts'
import { matchPage } from '../../urls/pages.ts'
import { submittedLookup } from '../render/submitted-lookup.ts'
import { type ChatPages, encode } from './chat-page-response.ts'
import type { PageHeaders } from './security-headers.ts'

/** What the lookup page is made of. */
type LookupPages = Pick<ChatPages, 'template' | 'renderer' | 'config' | 'headers' | 'onBug'>

/** A lookup form that was submitted: its parameters; null for any other request. */
function readForm({ method, target }: Pick<GatewayRequest, 'method' | 'target'>): URLSearchParams | null {
  const [, path = '', search = ''] = /^([^?#]*)(?:\?([^#]*))?$/.exec(target) ?? []
  return (method === 'GET' || method === 'HEAD') && matchPage(path)?.name === 'lookup'
    ? new URLSearchParams(search)
    : null
}

/**
 * Redirects a submitted lookup to its chats. Nothing is stored, and no log has the address: a text may be a phone number.
 * @returns null for a text that opens no chat, and for any other request.
 */
export function redirectLookup(
  request: Pick<GatewayRequest, 'method' | 'target'>,
  headers: PageHeaders,
): GatewayResponse | null {
  const form = readForm(request)
  const location = form?.has('text') ? submittedLookup(form) : null
  return location === null
    ? null
    : { status: 303, headers: { ...headers, location, 'cache-control': 'no-store' }, body: null }
}

/**
 * Answers with the lookup page: for a submitted text that opens no chat with the text in the box, and why.
 * @param origin where people open the console.
 * @returns null for any other page, and where the browser renders this one.
 */
export async function answerLookupPage(
  { method, target, headers: sent }: Pick<GatewayRequest, 'method' | 'target' | 'headers'>,
  origin: string,
  { template, renderer, config, headers, onBug }: LookupPages,
): Promise<GatewayResponse | null> {
  const form = readForm({ method, target })
  if (!form) return null
  const text = form.get('text')
  // As the browser does before it hydrates the page: no setting of the page is read from the text.
  form.delete('text')
  let rendered: string | null = null
  try {
    rendered = renderer.lookup({ href: `${origin}/?${form.toString()}`, serverConfig: config }, text)
  } catch (error) {
    onBug(error)
  }
  if (rendered === null) return null
  const html = template.lookup(rendered)
  const type = { 'content-type': 'text/html; charset=utf-8' }
  const body = method === 'HEAD' ? null : encode([html])
  if (text !== null)
    return {
      status: 200,
      // Unlike the page without a text it may hold personal data.
      headers: {
        ...headers,
        ...type,
        'cache-control': 'private, no-store',
        'cross-origin-resource-policy': 'same-origin',
      },
      body,
    }
  const etag = await etagOf(html)
  const common = { ...headers, 'cache-control': 'no-cache', etag }
  if (sent.get('if-none-match')?.includes(etag) === true) return { status: 304, headers: common, body: null }
  return { status: 200, headers: { ...common, ...type }, body }
}

/** An entity tag for a page. It is weak: the host compresses the page. */
export async function etagOf(html: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(html)))
  return `W/"${Array.from(digest.slice(0, 11), (byte) => byte.toString(16).padStart(2, '0')).join('')}"`
}
