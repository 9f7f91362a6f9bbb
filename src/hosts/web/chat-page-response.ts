// The page of a chat, sent with the chat in it.
import type { GatewayRequest } from '../../gateway/request.ts'
import type { GatewayResponse, Outcome } from '../../gateway/response.ts'
import { readCookie } from '../../gateway/sign-in/session/cookies.ts'
import { largeAnswerLength } from '../../linq/chat.ts'
import { parseChatId } from '../../linq/chat-id.ts'
import { hydratedUrl } from '../../urls/hydrated-url.ts'
import { chatUrl, matchPage, pages } from '../../urls/pages.ts'
import type { PageRenderer, ChatPage } from '../render/render-pages.tsx'
import { encode, type Pages } from './pages.ts'

/** How long a page waits for its chat, in milliseconds; after that it is sent without, and looks the chat up itself. */
const waitMs = 1500

/** A response whose body is not known as a whole. */
export type StreamedPage = GatewayResponse & { body: AsyncIterable<Uint8Array> }

/** A chat that is to be sent in its page. */
export type RequestedChat = Pick<ChatPage, 'id' | 'zone' | 'localZone'>

/**
 * Reads which chat's page a request opens. Prefetching, frames and other uses of the page open no chat: they get the page
 * without one.
 */
export function requestedChat(
  { method, target, headers }: Pick<GatewayRequest, 'method' | 'target' | 'headers'>,
  { readZone }: Pick<PageRenderer, 'readZone'>,
): RequestedChat | null {
  const [, path = '', search = ''] = /^([^?#]*)(?:\?([^#]*))?$/.exec(target) ?? []
  const page = matchPage(path)
  if (!page || !pages[page.name].serverRendered) return null
  const id = parseChatId(page.id ?? '')
  const isNavigation =
    method === 'GET' &&
    (headers.get('sec-fetch-dest') ?? 'document') === 'document' &&
    (headers.get('sec-fetch-mode') ?? 'navigate') === 'navigate' &&
    !/prefetch|prerender/i.test(headers.get('sec-purpose') ?? headers.get('purpose') ?? '')
  const parameters = new URLSearchParams(search)
  const { zone, localZone } = readZone((cookie) => readCookie(headers, cookie))
  // The server knows the browser's own zone only from the cookie.
  const isZoneKnown = (parameters.get('tz') ?? zone) !== 'local' || localZone !== null
  // An id with leading zeros is redirected by the page.
  return id && path === chatUrl(id) && isNavigation && isZoneKnown && parameters.get('lang') !== 'en-XA'
    ? { id, zone, localZone }
    : null
}

/**
 * Answers with the page of a chat, as a stream: the header leaves at once, the chat or its failure follows when it is
 * known. A page that cannot be rendered in time, or at all, is rendered by the browser.
 * @param href the page's whole URL.
 */
export async function answerChatPage(
  { id, zone, localZone }: RequestedChat,
  request: GatewayRequest,
  href: string,
  { template, renderer, config, headers, gateway, onBug }: Omit<Pages, 'plainLookup'>,
): Promise<StreamedPage> {
  const started = performance.now()
  const requested = { id, href: hydratedUrl(href), serverConfig: config, zone, localZone, session: null }
  const lookup = await gateway.lookUpForPage(id, request, {
    hidden: renderer.isMasking(requested),
    waitMs,
    // The browser reads a larger one in chunks, which is not possible for a part of the page.
    maxBytes: largeAnswerLength,
  })
  const session: unknown = lookup.session === null ? null : JSON.parse(lookup.session)
  const page = { ...requested, session }
  const attempt = <Result>(render: () => Result): Result | null => {
    try {
      return render()
    } catch (error) {
      onBug(error)
      return null
    }
  }

  async function* body() {
    const header = attempt(() => renderer.header(page))
    yield template.before(`Chat ${id} · Chat console`, header ?? '')
    const { outcome, ticket = null } = await lookup.answer
    // A lookup that ended with the client's connection leaves nothing to send.
    const received =
      outcome && outcome.code !== 'client_left' ? toReply(outcome, lookup.requestId, performance.now() - started) : null
    const reply = received && attempt(() => renderer.mask(page, received))
    const whole = reply && attempt(() => renderer.whole(page, reply))
    const rendered = header !== null && whole?.startsWith(header) === true
    if (rendered) yield whole.slice(header.length)
    const payload = { id, rendered, zone, localZone, session, reply, ticket }
    yield reply || ticket !== null
      ? template.after.replace('</div>', () => `</div>${asScript(payload)}`)
      : template.after
  }
  return {
    status: 200,
    headers: {
      ...headers,
      // Unlike the page without a chat it holds personal data.
      'cross-origin-resource-policy': 'same-origin',
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'x-request-id': lookup.requestId,
      ...(lookup.cookies.length > 0 && { 'set-cookie': [...lookup.cookies] }),
    },
    body: encode(body()),
  }
}

/** Data in a page. No `<` in it can end its element. */
const asScript = (data: object) =>
  `<script type="application/json" id="sent">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`

const toReply = ({ status, headers, body }: Outcome, requestId: string, milliseconds: number) => ({
  status,
  headers: { ...headers, 'x-request-id': requestId },
  body: typeof body === 'string' ? body : new TextDecoder().decode(body),
  durationMs: Math.round(milliseconds),
  at: Date.now(),
  hidden: false,
})
