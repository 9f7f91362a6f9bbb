import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import { failureBody } from '../../linq/failure.ts'
import { ChatLookupError } from './failure.ts'
import { largeAnswers } from './load-large.ts'
import { chatQuery, provideFirstLookup, startLookup, unshownFailures } from './query.ts'
import { virtualizeAbove } from './virtualize-above.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const chatId = parseChatId('45') ?? expect.unreachable()
const query = chatQuery(chatId)

/** A gateway that gives these answers one after the other, and remembers whether each was asked for anew. */
function stub(...answers: (() => Response)[]) {
  const fresh: boolean[] = []
  vi.stubGlobal('fetch', async (_: string, { headers, redirect }: RequestInit) => {
    expect(redirect).toBe('manual')
    fresh.push(new Headers(headers).get('cache-control') === 'no-cache')
    return (answers[fresh.length - 1] ?? chat)()
  })
  return fresh
}

const chat = () => Response.json({ data: { id: 45 } })
const withParticipants = (length: number) => () =>
  Response.json({ data: { id: 45, chat_handles: Array.from({ length }, (_, id) => ({ id })) } })
const failed = (status: number, code: string, retryAfter?: number) => () =>
  new Response(failureBody(status, code, '', 'Words'), {
    status,
    headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  })

/** What a browser shows of a redirect that it was told not to follow. */
const opaque = () =>
  Object.defineProperties(new Response(''), { type: { value: 'opaqueredirect' }, status: { value: 0 } })

const ask = (client: QueryClient) => client.query({ ...query, staleTime: 0 })

test('may share a call to Linq, but not for a refresh', async () => {
  const fresh = stub()
  const client = new QueryClient()
  await ask(client)
  await ask(client)
  expect(fresh).toEqual([false, true])
})

test('uses the page payload for the first lookup of its own page', async () => {
  const fresh = stub()
  const [page, other] = [new QueryClient(), new QueryClient()]
  const body = '{"data":{"id":45,"display_name":"From the payload"}}'
  const reply = { status: 200, header: () => null, body, durationMs: 1, attempts: 1, at: 0 }
  provideFirstLookup(page, { id: chatId, reply, ticket: null })
  expect((await ask(other)).chat.displayName).toBeUndefined()
  expect((await ask(page)).chat.displayName).toBe('From the payload')
  expect(fresh).toEqual([false])
})

test('does not share a call after a failure', async () => {
  const fresh = stub(failed(404, 'not_found'))
  const client = new QueryClient()
  await expect(ask(client)).rejects.toThrow()
  await ask(client)
  expect(fresh).toEqual([false, true])
})

test('retries a transient failure once, which may share a call', async () => {
  vi.useFakeTimers()
  const fresh = stub(failed(502, 'upstream_error'))
  const asking = ask(new QueryClient())
  await vi.advanceTimersByTimeAsync(500)
  await asking
  expect(fresh).toEqual([false, false])
})

test('waits the second that a busy or restarting console asks for', async () => {
  vi.useFakeTimers()
  const fresh = stub(failed(503, 'draining', 1))
  const asking = ask(new QueryClient())
  await vi.advanceTimersByTimeAsync(900)
  expect(fresh).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(100)
  await asking
  expect(fresh).toHaveLength(2)
})

test('does not retry while the circuit breaker is open', async () => {
  const fresh = stub(failed(503, 'upstream_down', 1))
  await expect(ask(new QueryClient())).rejects.toMatchObject({ details: { code: 'upstream_down', retryAfter: 1 } })
  expect(fresh).toHaveLength(1)
})

test('treats an opaque redirect as a missing sign-in, without a retry', async () => {
  const asked = stub(opaque)
  const error: unknown = await ask(new QueryClient()).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ChatLookupError)
  expect(error).toMatchObject({ failure: 'unauthorized', details: { status: 401, code: 'sign_in_required' } })
  expect(asked).toHaveLength(1)
})

test('reads a large answer with or without content-length', async () => {
  const handles = Array.from({ length: 5000 }, (_, id) => ({
    id,
    phone_number: `+1555${1_000_000 + id}`,
    service: 'SMS',
  }))
  const body = JSON.stringify({ data: { id: 45, chat_handles: handles } })
  const headers: Record<string, string>[] = [
    {},
    { 'content-length': String(body.length) },
    { 'content-length': 'many' },
  ]
  for (const serverConfig of headers) {
    stub(() => new Response(body, { headers: serverConfig }))
    const { chat: read, body: text } = await ask(new QueryClient())
    expect(read.participants).toHaveLength(5000)
    expect(read.participants?.at(-1)).toEqual({ id: '4999', address: '+15551004999', service: 'SMS' })
    expect(text).toBe(body)
  }
})

test('reports what is wrong with a large answer', async () => {
  stub(() => new Response(`{"data":{"id":46,"display_name":"${'x'.repeat(300_000)}","chat_handles":[]}}`))
  await expect(ask(new QueryClient())).rejects.toMatchObject({
    failure: 'bad-response',
    details: { detail: 'The answer is about chat 46, not about chat 45.' },
  })
})

test('waits for the code of the table that shows the participants, but needs none of it', async () => {
  const chunk = Promise.withResolvers<never>()
  const load = vi.spyOn(largeAnswers, 'load').mockReturnValue(chunk.promise)
  onTestFinished(() => load.mockRestore())
  stub(withParticipants(virtualizeAbove), withParticipants(virtualizeAbove + 1))
  const client = new QueryClient()
  expect((await ask(client)).chat.participants).toHaveLength(virtualizeAbove)
  expect(load).not.toHaveBeenCalled()
  const answer = ask(client)
  const shown = vi.fn()
  void answer.then(shown)
  await vi.waitFor(() => expect(load).toHaveBeenCalled())
  expect(shown).not.toHaveBeenCalled()
  chunk.reject(new Error('The chunk is missing'))
  expect((await answer).chat.participants).toHaveLength(virtualizeAbove + 1)
})

test.each([[[]], [[chat]]])('a page does not repeat a lookup that failed before it was mounted: %#', async (known) => {
  const lookups = stub(...known, failed(404, 'not_found'))
  const client = new QueryClient()
  if (known.length > 0) await ask(client)
  // What is known is stale.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11_000 })
  await startLookup(client, chatId)
  const mount = () => new QueryObserver(client, query).subscribe(() => {})
  const unmount = mount()
  expect(lookups).toHaveLength(known.length + 1)
  unmount()
  // It has been shown.
  unshownFailures.delete(client.getQueryState(query.queryKey)?.error ?? expect.unreachable())
  mount()
  expect(lookups).toHaveLength(known.length + 2)
})

test('a failure that no page has shown in time is not shown later', async () => {
  const lookups = stub(failed(404, 'not_found'))
  const client = new QueryClient()
  await startLookup(client, chatId)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11_000 })
  new QueryObserver(client, query).subscribe(() => {})
  expect(lookups).toHaveLength(2)
})
