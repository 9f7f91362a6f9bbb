// The page of a chat, sent with the chat in it.
import type { Answer } from '../../gateway/response.ts'
import type { Gateway } from '../../gateway/gateway.ts'
import { readCookie } from '../../gateway/sign-in/session/cookies.ts'
import type { Arrival } from '../../gateway/visit.ts'
import { largeAnswerLength } from '../../linq/chat.ts'
import { type ChatId, parseChatId } from '../../linq/chat-id.ts'
import type { Drawing, PageOfChat } from '../render/render-chat-page.tsx'
import type { PageHeaders } from './security-headers.ts'
import type { PageFacts } from './static-routes.ts'
import type { Template } from './html-template.ts'

/** How long a page waits for its chat, in milliseconds; then it leaves without it, and asks by itself. */
const longestWait = 1500

/** The cookie in which a browser tells the zone it chose, so that its first picture needs no second one. */
const zoneCookie = 'chat-console-zone'

export interface ChatPages {
  template: Template
  drawing: Drawing
  facts: PageFacts
  /** The headers of every page. */
  headers: PageHeaders
  gateway: Pick<Gateway, 'lookUpForPage'>
  /** Told of a page that could not be drawn; the browser draws it then. */
  onBug: (error: unknown) => void
}

/** A page on its way: its headers are known at once, its text comes in pieces. */
export interface PageOnItsWay {
  headers: Headers
  pieces: AsyncGenerator<string>
}

/**
 * Tells which chat a request wants the page of, if it is one that is sent with its chat: somebody opens it, as a page of
 * its own. What a browser fetches ahead, frames or loads as anything else is no look at a chat, so it gets the plain page.
 */
export function chatOfPage({ method, headers }: Pick<Request, 'method' | 'headers'>, target: string): ChatId | null {
  const [, digits = '', search = ''] = /^\/chats\/([0-9]{1,19})(?:\?([^#]*))?$/.exec(target) ?? []
  const id = parseChatId(digits)
  const isOpened =
    method === 'GET' &&
    (headers.get('sec-fetch-dest') ?? 'document') === 'document' &&
    (headers.get('sec-fetch-mode') ?? 'navigate') === 'navigate' &&
    !/prefetch|prerender/i.test(headers.get('sec-purpose') ?? headers.get('purpose') ?? '')
  const parameters = new URLSearchParams(search)
  const { zone, localZone } = zoneOf(headers)
  // The zone of somebody's machine is known to a server only where the browser has told it.
  const isKnown = (parameters.get('tz') ?? zone) !== 'local' || localZone !== null
  return id === digits && isOpened && isKnown && parameters.get('lang') !== 'en-XA' ? id : null
}

/** The zone that a browser chose: `sent`, `UTC`, an IANA name, or `local:` and the name it has there. */
function zoneOf(headers: Headers): Pick<PageOfChat, 'zone' | 'localZone'> {
  const chosen = (readCookie(headers, zoneCookie) ?? '').replaceAll('%2F', '/')
  const [, local, name = ''] = /^(local:)?([\w+/-]{1,60})$/.exec(chosen) ?? []
  if (name === '' || !isZone(name)) return { zone: null, localZone: null }
  return local ? { zone: 'local', localZone: name } : { zone: name, localZone: null }
}

function isZone(name: string): boolean {
  if (name === 'sent') return true
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/**
 * Makes the page of a chat. What stands above the chat leaves at once; the chat, or its failure, follows when Linq has
 * answered. A page that cannot be drawn in time, or at all, is the plain one, and draws itself.
 * @param href the page's whole address.
 */
export async function sendChatPage(
  id: ChatId,
  { request, arrival, href }: { request: Request; arrival: Arrival; href: string },
  { template, drawing, facts, headers: usual, gateway, onBug }: ChatPages,
): Promise<PageOnItsWay> {
  const started = performance.now()
  const told = { source: facts.source, mask: facts.masked ? 'always' : '', 'sign-in': facts.signIn ?? '' }
  const asked = { id, href, told, ...zoneOf(request.headers) }
  const lookup = await gateway.lookUpForPage(id, request, arrival, {
    hidden: drawing.isHiding(asked),
    // Its browser reads it in pieces, which what stands in a page cannot be.
    tooLong: largeAnswerLength,
  })
  const headers = new Headers({
    ...usual,
    // Unlike the plain page it has somebody's data in it.
    'cross-origin-resource-policy': 'same-origin',
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'private, no-store',
    'x-request-id': lookup.requestId,
  })
  for (const cookie of lookup.cookies) headers.append('set-cookie', cookie)
  const session: unknown = lookup.session === null ? null : JSON.parse(lookup.session)
  const page: PageOfChat = { ...asked, session }
  const attempt = <Result>(draw: () => Result): Result | null => {
    try {
      return draw()
    } catch (error) {
      onBug(error)
      return null
    }
  }

  async function* pieces() {
    yield template.before(`Chat ${id} · Chat console`)
    const above = attempt(() => drawing.above(page))
    if (above) yield above
    const answer = await within(longestWait, lookup.answer)
    if (answer === null) lookup.leave()
    const got =
      answer !== null && answer.code !== 'client_left' && replyOf(answer, lookup.requestId, performance.now() - started)
    const reply = got ? attempt(() => drawing.hiding(page, got)) : null
    const whole = reply && attempt(() => drawing.whole(page, reply))
    const drawn = above !== null && whole?.startsWith(above) === true
    if (drawn) yield whole.slice(above.length)
    yield reply
      ? template.after.replace(
          '</div>',
          () => `</div>${asScript({ id, drawn, zone: page.zone, localZone: page.localZone, session, reply })}`,
        )
      : template.after
  }
  return { headers, pieces: pieces() }
}

/** Data in a page: nothing in it can end its element. */
const asScript = (data: object) =>
  `<script type="application/json" id="sent">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`

function replyOf({ status, headers, body }: Answer, requestId: string, milliseconds: number) {
  return {
    status,
    headers: { ...headers, 'x-request-id': requestId },
    body: typeof body === 'string' ? body : new TextDecoder().decode(body),
    durationMs: Math.round(milliseconds),
    at: Date.now(),
    hidden: false,
  }
}

/** A promise's result, or null when it takes too long. */
async function within<Result>(milliseconds: number, result: Promise<Result>): Promise<Result | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds)
  })
  try {
    return await Promise.race([result, late])
  } finally {
    clearTimeout(timer)
  }
}
