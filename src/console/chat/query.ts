import { queryOptions } from '@tanstack/react-query'

import { type Chat, readChat } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { isFailureCode, readFailure } from '../../linq/failure.ts'
import { chatPath } from '../../linq/operation.ts'
import { pageNow, pinnedNow } from '../settings/pins.ts'
import { ChatLookupError, classify, type FailureFacts, isPassing, readRetryAfter } from './failure.ts'

/** One answer about a chat: what it says, the bytes it said it in, and how it came. */
export interface ChatAnswer {
  chat: Chat
  /** The body exactly as it was received. */
  body: string
  status: number
  /** The gateway's id of the request, also in its log line. */
  requestId: string | null
  /** The vendor's id of it, when one was sent. */
  traceId: string | null
  /** Milliseconds from the last request to the end of its body. */
  durationMs: number
  /** How many requests it took. */
  attempts: number
  /** When the answer was complete, milliseconds since 1970. */
  fetchedAt: number
}

/** How one chat is fetched and kept. */
export const chatQuery = (id: ChatId) =>
  queryOptions({
    queryKey: ['chat', id],
    queryFn: ({ signal, client, queryKey }) => {
      const { dataUpdateCount = 0, errorUpdateCount = 0 } = client.getQueryState(queryKey) ?? {}
      return fetchChat(id, signal, dataUpdateCount + errorUpdateCount > 0)
    },
    // Tried again by fetchChat, which counts: the page tells how many requests an answer took.
    retry: false,
    // Asked even while the browser believes it is offline: a loopback gateway answers then too, and a request that
    // fails is a state with words, where a paused one is a spinner without end.
    networkMode: 'always',
    refetchOnReconnect: true,
    refetchOnWindowFocus: false,
    staleTime: 10_000,
  })

/** How long a failure that may pass is given before the one more try, in milliseconds. */
const retryDelay = 500

/**
 * Fetches one chat from the gateway, once more where the failure may pass.
 * @param anew whether an answer that is on its way to somebody else already is too old: the chat was asked for before.
 * @throws ChatLookupError for every way it can fail, `signal`'s abort excepted.
 */
async function fetchChat(id: ChatId, signal: AbortSignal, anew: boolean): Promise<ChatAnswer> {
  try {
    return await ask(id, signal, anew, 1)
  } catch (error) {
    if (!(error instanceof ChatLookupError) || !isPassing(error)) throw error
    // One that asks to wait asks for a second.
    const delay = error.facts.retryAfter === null ? retryDelay : 1000
    await new Promise((resolve) => setTimeout(resolve, pinnedNow() === null ? delay : 0))
    signal.throwIfAborted()
    return await ask(id, signal, anew, 2)
  }
}

async function ask(id: ChatId, signal: AbortSignal, anew: boolean, attempts: number): Promise<ChatAnswer> {
  const started = performance.now()
  let response: Response
  let body: string
  try {
    response = await fetch(chatPath(id), {
      signal,
      // Said outright: what browsers send for the fetch option `no-cache` is only `max-age=0`.
      headers: { accept: 'application/json', ...(anew && { 'cache-control': 'no-cache' }) },
      redirect: 'manual',
    })
    body = await response.text()
  } catch (error) {
    if (signal.aborted) throw error
    throw new ChatLookupError('offline', { attempts })
  }
  // The gateway never redirects. A proxy in front does, to its own sign-in, and the browser tells nothing of such an answer.
  const status = response.type === 'opaqueredirect' ? 401 : response.status
  const facts = {
    status,
    requestId: response.headers.get('x-request-id'),
    traceId: response.headers.get('x-trace-id') ?? response.headers.get('x-linq-request-id'),
    durationMs: Math.round(performance.now() - started),
    attempts,
    at: pageNow(),
  } satisfies Partial<FailureFacts>
  if (status !== 200) {
    const failure = readFailure(body)
    throw new ChatLookupError(classify(status, failure), {
      ...facts,
      code: failure?.code ?? (status === 401 ? 'sign_in_required' : null),
      // Words are repeated only when they are the gateway's: anybody else's could hold a name.
      detail: failure && isFailureCode(failure.code) ? failure.detail : null,
      retryAfter: readRetryAfter(response.headers.get('retry-after'), Date.now()),
    })
  }
  const { chat, problem } = readChat(body, id)
  if (!chat) throw new ChatLookupError('bad-response', { ...facts, detail: `The answer ${problem}` })
  const { at: fetchedAt, ...rest } = facts
  return { chat, body, fetchedAt, ...rest }
}
