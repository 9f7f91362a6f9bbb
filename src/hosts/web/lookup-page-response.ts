// The lookup page, and the lookup form of a page that is not hydrated yet.
import type { GatewayRequest } from '../../gateway/request.ts'
import type { GatewayResponse } from '../../gateway/response.ts'
import { hydratedUrl } from '../../urls/hydrated-url.ts'
import { matchPage, pages } from '../../urls/pages.ts'
import { submittedLookup } from '../render/submitted-lookup.ts'
import { encode, type Pages } from './pages.ts'
import type { PageHeaders } from './security-headers.ts'

/** The parameters of the lookup page, which are those of its form; null for any other request. */
function readForm({ method, target }: Pick<GatewayRequest, 'method' | 'target'>): URLSearchParams | null {
  const [, path = '', search = ''] = /^([^?#]*)(?:\?([^#]*))?$/.exec(target) ?? []
  return (method === 'GET' || method === 'HEAD') && matchPage(path)?.name === 'lookup'
    ? new URLSearchParams(search)
    : null
}

/** Redirects a submitted text to its chats; null for one that opens none. Nothing is stored: a text may be a phone number. */
function redirect(form: URLSearchParams, headers: PageHeaders): GatewayResponse | null {
  const location = form.has('text') ? submittedLookup(form) : null
  return location === null
    ? null
    : { status: 303, headers: { ...headers, location, 'cache-control': 'no-store' }, body: null }
}

/** Redirects a submitted lookup to its chats; null for any other request. For a server whose pages the browser renders. */
export function redirectLookup(
  request: Pick<GatewayRequest, 'method' | 'target'>,
  headers: PageHeaders,
): GatewayResponse | null {
  const form = readForm(request)
  return form && redirect(form, headers)
}

/**
 * Renders the lookup page.
 * @param target its path and parameters. No part of it depends on its origin.
 * @param text a submitted text that opens no chat; null for none.
 * @returns null where the browser renders it.
 */
function renderLookup(
  target: string,
  text: string | null,
  { template, renderer, config, onBug }: Pick<Pages, 'template' | 'renderer' | 'config' | 'onBug'>,
): string | null {
  try {
    const page = { href: hydratedUrl(`http://localhost${target}`), serverConfig: config }
    const rendered = renderer.lookup(page, text)
    return rendered === null ? null : template.lookup(rendered)
  } catch (error) {
    onBug(error)
    return null
  }
}

/** The lookup page of an address without parameters, as {@link Pages.plainLookup} needs it. */
export const renderPlainLookup = (parts: Pick<Pages, 'template' | 'renderer' | 'config' | 'onBug'>): string =>
  renderLookup(pages.lookup.path, null, parts) ?? parts.template.plain

/**
 * Answers the lookup page and its form: a submitted text leads to its chats, or to the page with the text in the box, and why
 * it opens none.
 * @returns null for any other page, and for a page without a text that the browser renders.
 */
export function answerLookup(
  request: Pick<GatewayRequest, 'method' | 'target' | 'headers'>,
  parts: Omit<Pages, 'gateway'>,
): GatewayResponse | null {
  const { method, target } = request
  const form = readForm(request)
  if (!form) return null
  if (form.size === 0) return parts.plainLookup(request)
  const redirected = redirect(form, parts.headers)
  if (redirected) return redirected
  const text = form.get('text')
  const html = renderLookup(target, text, parts) ?? (text === null ? null : parts.template.plain)
  if (html === null) return null
  return {
    status: 200,
    headers: {
      ...parts.headers,
      'content-type': 'text/html; charset=utf-8',
      // No entity tag: a 304 would still take rendering the page. A text may be a phone number.
      'cache-control': text === null ? 'no-cache' : 'private, no-store',
    },
    body: method === 'HEAD' ? null : encode([html]),
  }
}
