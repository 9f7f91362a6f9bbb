import { queryOptions } from '@tanstack/react-query'

import { type Chat, readChat } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { readFailure } from '../../linq/failure.ts'
import { chatPath } from '../../linq/operation.ts'
import { ChatLookupError, classify, isPassing, readRetryAfter } from './failure.ts'

/** How one chat is fetched and kept. */
export const chatQuery = (id: ChatId) =>
  queryOptions({
    queryKey: ['chat', id],
    queryFn: ({ signal }) => fetchChat(id, signal),
    retry: (failures, error) => failures < 1 && error instanceof ChatLookupError && isPassing(error),
    retryDelay: 500,
    // Asked even while the browser believes it is offline: a loopback gateway answers then too, and a request that
    // fails is a state with words, where a paused one is a spinner without end.
    networkMode: 'always',
    refetchOnReconnect: true,
    refetchOnWindowFocus: false,
    staleTime: 10_000,
  })

/**
 * Fetches one chat from the gateway.
 * @throws ChatLookupError for every way it can fail, `signal`'s abort excepted.
 */
async function fetchChat(id: ChatId, signal: AbortSignal): Promise<Chat> {
  let response: Response
  let body: string
  try {
    response = await fetch(chatPath(id), { signal, headers: { accept: 'application/json' } })
    body = await response.text()
  } catch (error) {
    if (signal.aborted) throw error
    throw new ChatLookupError('offline')
  }
  const facts = {
    status: response.status,
    requestId: response.headers.get('x-request-id'),
    traceId: response.headers.get('x-trace-id') ?? response.headers.get('x-linq-request-id'),
  }
  if (response.status !== 200) {
    const failure = readFailure(body)
    throw new ChatLookupError(classify(response.status, failure), {
      ...facts,
      code: failure?.code ?? null,
      detail: failure?.detail ?? null,
      retryAfter: readRetryAfter(response.headers.get('retry-after'), Date.now()),
    })
  }
  const { chat, problem } = readChat(body, id)
  if (chat) return chat
  throw new ChatLookupError('bad-response', { ...facts, detail: `The answer ${problem}` })
}
