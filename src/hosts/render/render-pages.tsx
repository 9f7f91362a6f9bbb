// Renders pages outside a browser, with the same components.
import { QueryClient } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server.edge'
import { createPath, type Navigator, Router } from 'react-router'

import { App } from '../../console/app.tsx'
import { virtualizeAbove } from '../../console/data/virtualize-above.ts'
import { readLinkTemplates } from '../../console/data-source.ts'
import { chatQuery } from '../../console/data/query.ts'
import { loadForServer } from '../../console/load-order.ts'
import { renderIn, type RenderContext, type ServerConfigName } from '../../console/settings/render-context.ts'
import { type ChosenZone, readZoneCookie } from '../../console/settings/time-zone-cookie.ts'
import { isFixed, isMotionOff } from '../../console/settings/url-overrides.ts'
import { isMasked } from '../../console/settings/view-settings.ts'
import { seedQueries, seedKnownSession, type ReplyPayload } from '../../console/ssr/page-payload.ts'
import { largeAnswerLength } from '../../linq/chat.ts'
import { type ChatId, parseChatId } from '../../linq/chat-id.ts'
import { checkFormat, formatCheckHeader, summarize, writeFormatCheck } from '../../linq/format-check.ts'
import { maskBody } from '../../linq/mask.ts'
import { documentedChat, documentedNotFound } from '../../linq/v2/example.ts'

/** A page that was requested. */
interface RequestedPage {
  /** Its whole URL. */
  href: string
  /** The server's settings, as the page gets them. */
  serverConfig: Record<ServerConfigName, string>
}

/** A page of a chat that was requested. */
export interface ChatPage extends RequestedPage, ChosenZone {
  id: ChatId
  /** The body of `GET /auth/session`; null where people do not sign in, and while it is not known. */
  session: unknown
}

export interface PageRenderer {
  /** Reads the zone that the browser chose from its cookies. */
  readZone: (cookieValue: (name: string) => string | null) => ChosenZone
  /** Whether the page's own URL asks to mask personal data. What the server always masks is masked already. */
  isMasking: (page: ChatPage) => boolean
  /**
   * The part above the chat, which does not depend on it; empty when the browser renders the page. Rendering it apart takes
   * 0.4 ms beside the 1.0 ms of a whole page with two participants, and shows it before Linq has answered.
   */
  header: (page: ChatPage) => string
  /**
   * The reply as the page may contain it: masked where the page masks. Null for a large one to be masked: that would block
   * all other requests here, and the browser does it in chunks.
   */
  mask: (page: ChatPage, reply: ReplyPayload) => ReplyPayload | null
  /** The whole page, which begins with {@link PageRenderer.header}; null when the browser has to render it. */
  whole: (page: ChatPage, reply: ReplyPayload) => string | null
  /**
   * The lookup page; null when the browser has to render it.
   * @param text what was submitted and opens no chat; null for nothing.
   */
  lookup: (page: RequestedPage, text: string | null) => string | null
}

const refuse = () => {
  throw new Error('A page that is rendered on a server cannot navigate')
}

/** What the router's `StaticRouter` has; that one imports a module loader, which edge runtimes lack. */
const staticNavigator: Navigator = {
  createHref: (to) => (typeof to === 'string' ? to : createPath(to)),
  push: refuse,
  replace: refuse,
  go: refuse,
}

/** The sandbox's lists are loaded in the browser. */
const empty = async () => []

/** Makes the renderer; it loads all lazy components first. */
export async function createPageRenderer(build: string): Promise<PageRenderer> {
  await loadForServer()
  const render = ({ href, serverConfig }: RequestedPage, queryClient: QueryClient, state?: object): string => {
    const { pathname, search } = new URL(href)
    const origin = serverConfig.source === 'sandbox' ? null : serverConfig.source
    const links = readLinkTemplates(serverConfig.links)
    const find = serverConfig.find === 'on'
    return renderToString(
      <StrictMode>
        <Router location={{ pathname, search, state: state ?? null }} navigator={staticNavigator} static>
          <App source={{ origin, samples: empty, shots: empty, links, find, build }} known={queryClient} />
        </Router>
      </StrictMode>,
    )
  }
  const renderer: PageRenderer = {
    readZone: readZoneCookie,
    header: (page) =>
      renderIn(contextOf(page), () => {
        if (isMotionOff() || isFixed()) return ''
        const queryClient = new QueryClient()
        seedKnownSession(page.session, queryClient)
        const html = render(page, queryClient)
        return complete(html.slice(0, html.indexOf('<main')))
      }),
    isMasking,
    mask: (page, reply) => (!isMasking(page) ? reply : reply.body.length < largeAnswerLength ? masked(reply) : null),
    whole: (page, reply) =>
      renderIn(contextOf(page), () => {
        const queryClient = new QueryClient()
        const { id, session } = page
        // A picture must not be painted twice, by the server's page and after hydration: its pixels would differ.
        const isRendered =
          !isMotionOff() &&
          !isFixed() &&
          reply.body.length < largeAnswerLength &&
          seedQueries({ id, session, reply }, queryClient) &&
          participantsIn(queryClient, id) <= virtualizeAbove
        return isRendered ? complete(render(page, queryClient)) : null
      }),
    lookup: (page, text) =>
      renderIn(contextOf({ ...page, zone: null, localZone: null }), () =>
        isMotionOff() || isFixed() || new URL(page.href).searchParams.get('lang') === 'en-XA'
          ? null
          : complete(render(page, new QueryClient(), text === null ? undefined : { text })),
      ),
  }
  warmUp(renderer)
  return renderer
}

/** Renders the documented chat a few times, since the first time takes ten times as long as the others. */
function warmUp(renderer: PageRenderer): void {
  const id = parseChatId(String(documentedChat.data.id))
  if (!id) return
  const serverConfig = { source: 'sandbox', mask: '', 'sign-in': '', links: '', support: '', find: '' }
  const page = { id, href: `http://localhost/chats/${id}`, serverConfig, zone: null, localZone: null, session: null }
  const body = JSON.stringify(documentedChat)
  for (let time = 0; time < 8; time += 1) {
    renderer.header(page)
    renderer.whole(page, { status: 200, headers: {}, body, durationMs: 0, at: 0, hidden: false })
  }
}

/** @throws Error for a component that failed or was not loaded, which React leaves to the browser. */
function complete(html: string): string {
  if (html.includes('<!--$!-->')) throw new Error('A part of the page could not be rendered')
  return html
}

const isMasking = (page: ChatPage): boolean =>
  renderIn(contextOf(page), () => page.serverConfig.mask !== 'always' && isMasked(new URL(page.href).searchParams))

function masked(reply: ReplyPayload): ReplyPayload {
  const { status, headers, body } = reply
  if (status === 200) {
    const check = writeFormatCheck(summarize(checkFormat(body, true)))
    return { ...reply, hidden: true, headers: { ...headers, [formatCheckHeader]: check }, body: maskBody(body) }
  }
  // The only failure with words of Linq's.
  return { ...reply, hidden: true, body: status === 404 ? JSON.stringify(documentedNotFound) : body }
}

const participantsIn = (queryClient: QueryClient, id: ChatId) =>
  queryClient.getQueryData(chatQuery(id).queryKey)?.chat.participants?.length ?? 0

const contextOf = ({ href, serverConfig, zone, localZone }: RequestedPage & ChosenZone): RenderContext => ({
  href,
  serverConfig: (name) => serverConfig[name],
  zone,
  localZone,
})
