import { documentedChat, documentedNotFound } from '../linq/v2/example.ts'
import { failureBody } from '../linq/failure.ts'
import { versionOf } from '../linq/chat-id.ts'
import { idInTarget, tokenHeader, v3ChatsPath } from '../linq/operation.ts'
import { chats } from './chats.ts'
import type { SampleId } from './samples.ts'
import { answerV3 } from './v3-chats.ts'
import { listV3 } from './v3-list.ts'

type Reply = (signal: AbortSignal) => Response | Promise<Response>

const traceId = 'sandbox-trace-0001'

const json = (status: number, body: string, headers: Record<string, string> = {}) =>
  new Response(body, { status, headers: { 'content-type': 'application/json', 'x-trace-id': traceId, ...headers } })

const html = (status: number, title: string) =>
  new Response(`<!doctype html><title>${title}</title><h1>${title}</h1>`, {
    status,
    headers: { 'content-type': 'text/html' },
  })

const failed =
  (status: number, code: string, detail: string, headers?: () => Record<string, string>): Reply =>
  () =>
    json(status, failureBody(status, code, detail, detail), headers?.())

/** Waits, or rejects as `fetch` does when the caller aborts. */
const delay = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    signal.throwIfAborted()
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })

/** The longest delay of a timer, 25 days. */
const longestDelay = 2 ** 31 - 1

const tooMany = 'Rate limit exceeded'

// Replaced in the text, because JSON.stringify cannot write numbers above 2^53.
const largeIds = JSON.stringify(documentedChat)
  .replace('"id":45', '"id":9007199254740993')
  .replace('"id":123', '"id":9007199254740995')
  .replace('"message_count":15', '"message_count":9007199254740997')

const replies: Record<Exclude<SampleId, keyof typeof chats>, Reply> = {
  '9007199254740993': () => json(200, largeIds),
  '401': failed(401, 'unauthorized', 'Invalid integration token'),
  '403': failed(403, 'forbidden', 'This token may not read this chat'),
  '404': () => json(404, JSON.stringify(documentedNotFound)),
  '429': failed(429, 'rate_limited', tooMany, () => ({ 'retry-after': '30' })),
  '4291': failed(429, 'rate_limited', tooMany, () => ({ 'retry-after': new Date(Date.now() + 30_000).toUTCString() })),
  '4292': failed(429, 'rate_limited', tooMany),
  '4293': () =>
    json(
      429,
      JSON.stringify({
        success: false,
        error: { status: 429, code: 'rate_limited', message: tooMany, retry_after: 20 },
      }),
    ),
  '500': failed(500, 'internal_error', 'Something went wrong'),
  '502': () => html(502, '502 Bad Gateway'),
  '503': () => new Response(null, { status: 503 }),
  '600': () => Promise.reject(new TypeError('The sandbox dropped the connection, as sample 600 always does')),
  '601': () => new Response(null, { status: 302, headers: { location: 'http://127.0.0.1:9/elsewhere' } }),
  '700': () => json(200, ''),
  '701': () => json(200, JSON.stringify({ data: { ...documentedChat.data, id: 701 } }).slice(0, 90)),
  '702': () => json(200, JSON.stringify({ ok: true })),
  '703': () => json(200, JSON.stringify(documentedChat)),
  '704': () => html(200, 'Welcome'),
  '705': () => html(404, '404 Not Found'),
  '706': () =>
    json(200, JSON.stringify({ data: { ...documentedChat.data, id: 706, padding: 'x'.repeat(16 * 1024 * 1024) } })),
  '800': async (signal) => {
    await delay(4000, signal)
    return json(200, JSON.stringify({ data: { ...documentedChat.data, id: 800 } }))
  },
  '801': async (signal) => {
    await delay(longestDelay, signal)
    return new Response(null, { status: 504 })
  },
}

const isIn = <Id extends string>(table: Record<Id, unknown>, id: string): id is Id => Object.hasOwn(table, id)

/**
 * Simulates Linq: answers the documented "Get Chat" operation of API v2 and v3 and "List chats" of v3, including the token
 * check, without a network. A POST to the list, which would send messages, is refused like any other method.
 * It is the upstream of a console without a token, the sandbox server, and the msw handler's source.
 * @param request a request to Linq. Its `signal` ends a slow answer.
 */
export async function sandbox(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  const isList = pathname === v3ChatsPath
  const id = idInTarget(pathname)
  if (!id && !isList) return json(404, failureBody(404, 'not_found', 'Not Found', 'No such route'))
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return json(405, failureBody(405, 'method_not_allowed', 'Method Not Allowed', 'The sandbox only reads'), {
      allow: 'GET, HEAD',
    })
  if (!id) return listV3(searchParams, request)
  if (versionOf(id) === 'v3') return answerV3(id, request)
  if (!request.headers.get(tokenHeader))
    return json(401, failureBody(401, 'unauthorized', 'Unauthorized', `Send the header ${tokenHeader}`))
  const digits: string = id
  if (isIn(chats, digits)) return json(200, JSON.stringify(chats[digits]))
  return await replies[isIn(replies, digits) ? digits : '404'](request.signal)
}
