import { type QueryClient, queryOptions } from '@tanstack/react-query'

import { largeAnswerLength } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { ticketHeader } from '../../linq/lookup-ticket.ts'
import { chatPath } from '../../linq/chat-path.ts'
import type { ChatAnswer, Reply } from './answer.ts'
import { fixedNow } from '../settings/url-overrides.ts'
import { ChatLookupError } from './failure.ts'
import { required } from '../ui/lazy-component.tsx'
import { largeAnswers } from './load-large.ts'

/** How long an answer is fresh, in milliseconds. */
export const staleTimeMs = 10_000

/** The key of every chat's query begins with it. */
export const chatsKey = ['chat'] as const

export const chatQuery = (id: ChatId) =>
  queryOptions({
    queryKey: [...chatsKey, id],
    queryFn: ({ signal, client, queryKey }) => {
      const { dataUpdateCount = 0, errorUpdateCount = 0 } = client.getQueryState(queryKey) ?? {}
      const first = firstLookups.get(client)
      firstLookups.delete(client)
      return fetchChat(id, signal, dataUpdateCount + errorUpdateCount > 0, first?.id === id ? first : null)
    },
    // fetchChat retries and counts: the page shows the number of attempts.
    retry: false,
    // Also while the browser reports to be offline: a gateway on this machine can still answer, and a failed request has a
    // message, where a paused one would be loading for ever.
    networkMode: 'always',
    retryOnMount: isShown,
    refetchOnMount: isShown,
    refetchOnReconnect: true,
    refetchOnWindowFocus: false,
    staleTime: staleTimeMs,
    // Comparing 100,000 participants takes longer than rendering the visible ones.
    structuralSharing: false,
  })

/** The delay before the retry of a transient failure, in milliseconds. */
const retryDelay = 500

/** From the page payload: the reply to the first lookup, or the ticket of one that the server has started. */
interface FirstLookup {
  id: ChatId
  reply: Reply | null
  ticket: string | null
}

// By query client, which a server creates for each request.
const firstLookups = new WeakMap<QueryClient, FirstLookup>()

/** Sets the page payload's reply or ticket for the first lookup, if that is of the same chat. */
export const provideFirstLookup = (queryClient: QueryClient, lookup: FirstLookup): void => {
  firstLookups.set(queryClient, lookup)
}

/** Failures that are known before their page is mounted, which must not fetch the chat again. Once shown they are like any other. */
export const unshownFailures = new WeakSet<Error>()

const isShown = ({ state: { error, errorUpdatedAt } }: { state: { error: Error | null; errorUpdatedAt: number } }) =>
  // A page that was left before it was mounted has shown nothing.
  !error || !unshownFailures.has(error) || Date.now() - errorUpdatedAt > staleTimeMs

/** Looks a chat up, also one that is on screen. The page that is opened for it would begin only after its first frame. */
export async function startLookup(queryClient: QueryClient, id: ChatId): Promise<void> {
  await queryClient.query({ ...chatQuery(id), staleTime: 0 }).catch((error: Error) => unshownFailures.add(error))
}

/**
 * Fetches a chat from the gateway, and retries a transient failure once.
 * @param fresh whether the gateway must not share an earlier call to Linq: this page has fetched the chat before.
 * @throws ChatLookupError, or MissingChunkError, which no retry can mend; except for the signal's abort.
 */
async function fetchChat(
  id: ChatId,
  signal: AbortSignal,
  fresh: boolean,
  first: FirstLookup | null,
): Promise<ChatAnswer> {
  // Loaded while the request is running.
  const reader = import('./read-reply.ts').catch(() => null)
  const read = async (pending: Reply | Promise<Reply>) => {
    const reply = await pending
    return await required(await reader).readAnyReply(id, reply, signal)
  }
  try {
    return await read(first?.reply ?? ask(id, signal, fresh, 1, first?.ticket))
  } catch (error) {
    if (!(error instanceof ChatLookupError) || !(await reader)?.isTransient(error)) throw error
    // A transient failure with `Retry-After` asks for one second.
    const delay = error.details.retryAfter === null ? retryDelay : 1000
    await new Promise((resolve) => setTimeout(resolve, fixedNow() === null ? delay : 0))
    signal.throwIfAborted()
    return await read(ask(id, signal, fresh, 2))
  }
}

const ask = (
  id: ChatId,
  signal: AbortSignal,
  fresh: boolean,
  attempts: number,
  ticket: string | null = null,
): Promise<Reply> =>
  send(chatPath(id), attempts, {
    signal,
    // As a header: for fetch's option `no-cache` browsers send only `max-age=0`.
    headers: {
      accept: 'application/json',
      ...(fresh && { 'cache-control': 'no-cache' }),
      ...(ticket !== null && { [ticketHeader]: ticket }),
    },
  })

/**
 * Sends a request to the gateway.
 * @throws ChatLookupError without a response, except for the signal's abort.
 */
export async function send(
  path: string,
  attempts: number,
  init: RequestInit & { signal: AbortSignal },
): Promise<Reply> {
  const started = performance.now()
  try {
    const response = await fetch(path, { ...init, redirect: 'manual' })
    const isLarge = Number(response.headers.get('content-length')) >= largeAnswerLength
    const large = isLarge ? await largeAnswers.load().catch(() => null) : null
    const body = await (large ? large.readText(response) : response.text())
    return {
      body,
      // The gateway never redirects, but a proxy does to its sign-in. Browsers do not reveal such a response.
      status: response.type === 'opaqueredirect' ? 401 : response.status,
      header: (name) => response.headers.get(name),
      durationMs: Math.round(performance.now() - started),
      attempts,
      at: fixedNow() ?? timeOf(response),
    }
  } catch (error) {
    if (init.signal.aborted) throw error
    throw new ChatLookupError('offline', { attempts })
  }
}

/** The server's time; this device's where the response has none. */
const timeOf = ({ headers }: Response): number => Date.parse(headers.get('date') ?? '') || Date.now()
