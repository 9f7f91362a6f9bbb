import { queryOptions } from '@tanstack/react-query'

import { largeAnswerLength } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { ticketHeader } from '../../linq/lookup-ticket.ts'
import { chatPath } from '../../linq/v2/operation.ts'
import type { ChatAnswer, Reply } from './answer.ts'
import { pageNow, fixedNow } from '../settings/url-overrides.ts'
import { ChatLookupError, isTransient } from './failure.ts'
import { loadLargeAnswers } from './load-large.ts'

/** How long an answer is not asked for again by whatever shows it, in milliseconds. */
export const staleTimeMs = 10_000

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
    retryOnMount: ({ state: { error } }) => error === null || error !== renderedFailure,
    refetchOnReconnect: true,
    refetchOnWindowFocus: false,
    staleTime: staleTimeMs,
    // Comparing 100,000 participants with those of before takes longer than drawing the few that are seen.
    structuralSharing: false,
  })

/** How long a failure that may pass is given before the one more try, in milliseconds. */
const retryDelay = 500

/** What the server sent with the page for its first lookup: the reply, or the ticket of a lookup that it began. */
interface FirstLookup {
  reply: Reply | null
  ticket: string | null
}

let sent: (FirstLookup & { id: ChatId }) | null = null

/** Uses what the server sent with the page for the first lookup, if that is of the same chat. */
export const provideFirstLookup = (id: ChatId, lookup: FirstLookup): void => {
  sent = { id, ...lookup }
}

/** The failure that came drawn with the page. */
let renderedFailure: Error | null = null

/** Keeps a page that came drawn as a failure as it is: to ask again at once would only take it away. Null ends it. */
export const keepRenderedFailure = (error: Error | null): void => {
  renderedFailure = error
}

/**
 * Fetches one chat from the gateway, once more where the failure may pass.
 * @param anew whether an answer that is on its way to somebody else already is too old: the chat was asked for before.
 * @throws ChatLookupError for every way it can fail, `signal`'s abort excepted.
 */
async function fetchChat(id: ChatId, signal: AbortSignal, fresh: boolean): Promise<ChatAnswer> {
  const brought = sent?.id === id ? sent : null
  sent = null
  try {
    return await read(id, brought?.reply ?? ask(id, signal, fresh, 1, brought?.ticket), signal)
  } catch (error) {
    if (!(error instanceof ChatLookupError) || !isTransient(error)) throw error
    // One that asks to wait asks for a second.
    const delay = error.details.retryAfter === null ? retryDelay : 1000
    await new Promise((resolve) => setTimeout(resolve, fixedNow() === null ? delay : 0))
    signal.throwIfAborted()
    return await read(id, ask(id, signal, fresh, 2), signal)
  }
}

/** Reads a reply, by code that is fetched while the reply is under way. */
async function read(id: ChatId, coming: Reply | Promise<Reply>, signal: AbortSignal): Promise<ChatAnswer> {
  const [reply, { readAnyReply }] = await Promise.all([coming, loadReader()])
  return await readAnyReply(id, reply, signal)
}

const loadReader = () =>
  import('./read-reply.ts').catch(() => {
    throw new ChatLookupError('offline')
  })

async function ask(
  id: ChatId,
  signal: AbortSignal,
  fresh: boolean,
  attempts: number,
  ticket: string | null = null,
): Promise<Reply> {
  const started = performance.now()
  try {
    const response = await fetch(chatPath(id), {
      signal,
      // Said outright: what browsers send for the fetch option `no-cache` is only `max-age=0`.
      headers: {
        accept: 'application/json',
        ...(fresh && { 'cache-control': 'no-cache' }),
        ...(ticket !== null && { [ticketHeader]: ticket }),
      },
      redirect: 'manual',
    })
    const body = await (Number(response.headers.get('content-length')) < largeAnswerLength
      ? response.text()
      : loadLargeAnswers().then(({ readText }) => readText(response)))
    return {
      body,
      // The gateway never redirects. A proxy in front does, to its own sign-in, and the browser tells nothing of such an answer.
      status: response.type === 'opaqueredirect' ? 401 : response.status,
      header: (name) => response.headers.get(name),
      durationMs: Math.round(performance.now() - started),
      attempts,
      at: pageNow(),
    }
  } catch (error) {
    if (signal.aborted) throw error
    throw new ChatLookupError('offline', { attempts })
  }
}
