// Draws the page of a chat outside a browser, with the same components.
import { QueryClient } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server.edge'
import { createPath, type Navigator, Router } from 'react-router'

import { App } from '../../console/app.tsx'
import { drawnAtOnce } from '../../console/chat/participants/lazy-large.ts'
import { chatQuery } from '../../console/data/query.ts'
import { loadAll } from '../../console/ssr/preload-chunks.ts'
import { fillFrom, knowSession, type SentReply } from '../../console/ssr/page-payload.ts'
import { isStill } from '../../console/settings/url-overrides.ts'
import { drawnIn, type Surroundings, type Told } from '../../console/settings/render-context.ts'
import { isMasked } from '../../console/settings/view-settings.ts'
import { largeAnswerLength } from '../../linq/chat.ts'
import { type ChatId, parseChatId } from '../../linq/chat-id.ts'
import { documentedChat, documentedNotFound } from '../../linq/v2/example.ts'
import { maskBody } from '../../linq/mask.ts'

/** A page of a chat that somebody asked for. */
interface AskedPage {
  id: ChatId
  /** Its whole address. */
  href: string
  /** What the page is told of the server's settings. */
  told: Record<Told, string>
  /** The zone that the browser chose, and what `local` is there; null where it is not known. */
  zone: string | null
  localZone: string | null
}

/** The same, to be drawn. */
export interface PageOfChat extends AskedPage {
  /** `GET /auth/session`'s answer; null where nobody signs in. */
  session: unknown
}

export interface Drawing {
  /** Whether the page's own address asks to hide personal data. What the server always hides it has hidden already. */
  isHiding: (page: AskedPage) => boolean
  /** What stands above the chat, and does not depend on it; empty when the browser draws the page. */
  above: (page: PageOfChat) => string
  /**
   * The answer as the page may hold it: without anybody's data where the page hides it. Null for a long one that is to be
   * hidden: it would hold up everybody else here, and its browser does it in pieces.
   */
  hiding: (page: AskedPage, reply: SentReply) => SentReply | null
  /** The whole, once the lookup has an answer; null when the browser has to draw it. It begins with {@link Drawing.above}. */
  whole: (page: PageOfChat, reply: SentReply) => string | null
}

const leave = () => {
  throw new Error('A page that is drawn on a server stays where it is')
}

/** What the router's own `StaticRouter` does; that one brings a loader of modules along, which no worker can have. */
const nowhere: Navigator = {
  createHref: (to) => (typeof to === 'string' ? to : createPath(to)),
  push: leave,
  replace: leave,
  go: leave,
}

/** The lists of the sandbox's samples are on other pages. */
const nothing = async () => []

/** Gets all parts of the page ready. */
export async function createDrawing(build: string): Promise<Drawing> {
  await loadAll()
  const draw = ({ href, told }: PageOfChat, known: QueryClient): string => {
    const { pathname, search } = new URL(href)
    const origin = told.source === 'sandbox' ? null : told.source
    return renderToString(
      <StrictMode>
        <Router location={pathname + search} navigator={nowhere} static>
          <App source={{ origin, samples: nothing, shots: nothing, build }} known={known} />
        </Router>
      </StrictMode>,
    )
  }
  const drawing: Drawing = {
    above: (page) =>
      drawnIn(surroundings(page), () => {
        if (isStill()) return ''
        const known = new QueryClient()
        knowSession(page.session, known)
        const html = draw(page, known)
        return checked(html.slice(0, html.indexOf('<main')))
      }),
    isHiding,
    hiding: (page, reply) => (!isHiding(page) ? reply : reply.body.length < largeAnswerLength ? hidden(reply) : null),
    whole: (page, reply) =>
      drawnIn(surroundings(page), () => {
        const known = new QueryClient()
        const { id, zone, localZone, session } = page
        // What is painted as it comes and once more when it comes to life is not to the last shade the same each time.
        const isDrawn =
          !isStill() &&
          reply.body.length < largeAnswerLength &&
          fillFrom({ id, drawn: true, zone, localZone, session, reply }, known) &&
          participantsIn(known, id) <= drawnAtOnce
        return isDrawn ? checked(draw(page, known)) : null
      }),
  }
  warmUp(drawing)
  return drawing
}

/** Draws the documented chat for nobody: a first drawing takes ten times as long as any other, and somebody would wait. */
function warmUp(drawing: Drawing): void {
  const id = parseChatId(String(documentedChat.data.id))
  if (!id) return
  const told = { source: 'sandbox', mask: '', 'sign-in': '' }
  const page = { id, href: `http://localhost/chats/${id}`, told, zone: null, localZone: null, session: null }
  const body = JSON.stringify(documentedChat)
  for (let time = 0; time < 8; time += 1) {
    drawing.above(page)
    drawing.whole(page, { status: 200, headers: {}, body, durationMs: 0, at: 0, hidden: false })
  }
}

/** @throws Error for a part that failed or is not there, which React leaves to the browser. */
function checked(html: string): string {
  if (html.includes('<!--$!-->')) throw new Error('A part of the page could not be drawn')
  return html
}

const isHiding = (page: AskedPage): boolean =>
  drawnIn(surroundings(page), () => page.told.mask !== 'always' && isMasked(new URL(page.href).searchParams))

/** Nobody's data is in a page that hides it, not even where it cannot be seen. */
const hidden = (reply: SentReply): SentReply => ({
  ...reply,
  hidden: true,
  body:
    reply.status === 200
      ? maskBody(reply.body)
      : // The one failure whose words are Linq's.
        reply.status === 404
        ? JSON.stringify(documentedNotFound)
        : reply.body,
})

const participantsIn = (known: QueryClient, id: ChatId) =>
  known.getQueryData(chatQuery(id).queryKey)?.chat.participants?.length ?? 0

const surroundings = ({ href, told, zone, localZone }: AskedPage): Surroundings => ({
  href,
  told: (name) => told[name],
  zone,
  localZone,
})
