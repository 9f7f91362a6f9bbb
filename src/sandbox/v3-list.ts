// What the sandbox answers to "List chats" of API v3.
import { parseHandle } from '../linq/handle.ts'
import { fail, failures, isSignedIn, several, v3Chats } from './v3-chats.ts'

/** How many chats a page has without `limit`, and at most, by the documentation. */
const limits = { usual: 20, most: 100 }

/** Linq may send fewer chats than it was asked for: of this number ten at a time. */
const shortPage = { handle: several.handle, most: 10 }

/** The numbers with another answer than a list. */
const answers: Record<string, (() => Response) | undefined> = {
  '+12025550170': failures['401'],
  '+12025550171': failures['429'],
  '+12025550172': failures['500'],
  '+12025550173': failures['403'],
  '+12025550174': () => Response.json({ ok: true }),
}

/**
 * Answers `GET /api/partner/v3/chats?to=…&limit=…&cursor=…`: the chats in which a number or an address takes part, or all
 * without `to`. The cursor is the place of the next chat, as in the documented example.
 */
export function listV3(query: URLSearchParams, request: Request): Response {
  if (!isSignedIn(request)) return fail(401, 2004, 'Send the header Authorization: Bearer')
  const to = query.get('to')
  if (to !== null && !parseHandle(to)) return fail(400, 1002, 'Phone number must be in E.164 format')
  const other = answers[to ?? '']
  if (other) return other()
  const most = to === shortPage.handle ? shortPage.most : limits.most
  const limit = Math.min(most, readPlace(query.get('limit')) || limits.usual)
  const start = readPlace(query.get('cursor'))
  // A checked handle has no character that JSON escapes.
  const takesPart = (chat: object) => to === null || JSON.stringify(chat).includes(`"handle":"${to}"`)
  const found = v3Chats().filter(takesPart)
  const end = start + limit
  return Response.json({
    chats: found.slice(start, end),
    next_cursor: end < found.length ? String(end) : null,
  })
}

const readPlace = (text: string | null): number => (text !== null && /^\d{1,6}$/.test(text) ? Number(text) : 0)
