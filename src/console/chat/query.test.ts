import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import { failureBody } from '../../linq/failure.ts'
import { ChatLookupError } from './failure.ts'
import { chatQuery } from './query.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const query = chatQuery(parseChatId('45') ?? expect.unreachable())

/** A gateway that gives these answers one after the other, and remembers whether each was asked for anew. */
function stub(...answers: (() => Response)[]) {
  const anew: boolean[] = []
  vi.stubGlobal('fetch', async (_: string, { headers, redirect }: RequestInit) => {
    expect(redirect).toBe('manual')
    anew.push(new Headers(headers).get('cache-control') === 'no-cache')
    return (answers[anew.length - 1] ?? chat)()
  })
  return anew
}

const chat = () => Response.json({ data: { id: 45 } })
const failed = (status: number, code: string, retryAfter?: number) => () =>
  new Response(failureBody(status, code, '', 'Words'), {
    status,
    headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  })

/** What a browser shows of a redirect that it was told not to follow. */
const opaque = () =>
  Object.defineProperties(new Response(''), { type: { value: 'opaqueredirect' }, status: { value: 0 } })

const ask = (client: QueryClient) => client.query({ ...query, staleTime: 0 })

test('takes part in what others are asking for, and asks anew once there is a copy', async () => {
  const anew = stub()
  const client = new QueryClient()
  await ask(client)
  await ask(client)
  expect(anew).toEqual([false, true])
})

test('asks anew after a failure', async () => {
  const anew = stub(failed(404, 'not_found'))
  const client = new QueryClient()
  await expect(ask(client)).rejects.toThrow()
  await ask(client)
  expect(anew).toEqual([false, true])
})

test('tries what may pass once more by itself, which is not asking anew', async () => {
  vi.useFakeTimers()
  const anew = stub(failed(502, 'upstream_error'))
  const asking = ask(new QueryClient())
  await vi.advanceTimersByTimeAsync(500)
  await asking
  expect(anew).toEqual([false, false])
})

test('gives a console that is busy or restarting the second that it asks for', async () => {
  vi.useFakeTimers()
  const anew = stub(failed(503, 'draining', 1))
  const asking = ask(new QueryClient())
  await vi.advanceTimersByTimeAsync(900)
  expect(anew).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(100)
  await asking
  expect(anew).toHaveLength(2)
})

test('leaves Linq alone while the gateway does', async () => {
  const anew = stub(failed(503, 'upstream_down', 1))
  await expect(ask(new QueryClient())).rejects.toMatchObject({ facts: { code: 'upstream_down', retryAfter: 1 } })
  expect(anew).toHaveLength(1)
})

test('takes a redirect that the browser hides for a missing sign-in, and asks no more', async () => {
  const asked = stub(opaque)
  const error: unknown = await ask(new QueryClient()).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ChatLookupError)
  expect(error).toMatchObject({ failure: 'unauthorized', facts: { status: 401, code: 'sign_in_required' } })
  expect(asked).toHaveLength(1)
})
