import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import { failureBody } from '../../linq/failure.ts'
import { early, foundMissing } from '../data/prefetch-mark.ts'
import { chatQuery } from '../data/query.ts'
import { type Session, sessionQuery } from '../sign-in/session.ts'
import { wantOf } from './prefetch-chat.ts'
import { cameWhole } from './use-prefetch.ts'

const id = (digits: string | number) => parseChatId(String(digits)) ?? expect.unreachable()

let client = new QueryClient()
beforeEach(() => {
  vi.useFakeTimers()
  client = new QueryClient()
  vi.stubGlobal('document', { querySelector: () => null })
  go('/')
  vi.stubGlobal('navigator', { onLine: true })
})
afterEach(() => {
  client.clear()
  vi.useRealTimers()
})

const go = (pathname: string, search = '') =>
  vi.stubGlobal('location', { pathname, search, href: `http://console.test${pathname}${search}` })

const errorOf = (digits: number) => client.getQueryState(chatQuery(id(digits)).queryKey)?.error ?? new Error('none')

/** A gateway that takes 50 ms for each answer, and knows what was asked for and what was cut off. */
function stub(answer: (digits: string) => Response = chat) {
  const seen = { asked: new Array<string>(), cutOff: new Array<string>() }
  vi.stubGlobal('fetch', async (path: string, { signal }: { signal: AbortSignal }) => {
    const digits = path.split('/').at(-1) ?? ''
    seen.asked.push(digits)
    await new Promise((resolve, reject) => {
      setTimeout(resolve, 50)
      signal.addEventListener('abort', () => {
        seen.cutOff.push(digits)
        reject(new Error('aborted'))
      })
    })
    return answer(digits)
  })
  return seen
}
const chat = (digits: string) => Response.json({ data: { id: Number(digits) } })
const refuse = (status: number, code: string, retryAfter = 2) =>
  new Response(failureBody(status, code, '', ''), { status, headers: { 'retry-after': String(retryAfter) } })

test('waits for a pause, and asks for the last wish alone', async () => {
  const { asked } = stub()
  for (const digits of [4, 45, 451]) {
    wantOf(client)(id(digits), 150)
    await vi.advanceTimersByTimeAsync(140)
  }
  expect(asked).toEqual([])
  await vi.advanceTimersByTimeAsync(10)
  expect(asked).toEqual(['451'])
})

test('has one under way: another wish cuts it off, the same one does not', async () => {
  const { asked, cutOff } = stub()
  wantOf(client)(id(45), 0)
  await vi.advanceTimersByTimeAsync(20)
  wantOf(client)(id(45), 0)
  await vi.advanceTimersByTimeAsync(20)
  expect([asked, cutOff]).toEqual([['45'], []])
  wantOf(client)(id(46), 0)
  expect(cutOff).toEqual(['45'])
  await vi.advanceTimersByTimeAsync(60)
  expect([asked, cutOff]).toEqual([['45', '46'], ['45']])
  expect(client.getQueryData(chatQuery(id(46)).queryKey)?.chat.id).toBe('46')
  expect(client.getQueryState(chatQuery(id(45)).queryKey)).toMatchObject({ status: 'pending', fetchStatus: 'idle' })
})

test('of two wishes for one chat the sooner counts', async () => {
  const { asked } = stub()
  wantOf(client)(id(45), 0)
  wantOf(client)(id(45), 100)
  await vi.advanceTimersByTimeAsync(10)
  expect(asked).toEqual(['45'])
  wantOf(client)(id(46), 100)
  wantOf(client)(id(46), 0)
  await vi.advanceTimersByTimeAsync(10)
  expect(asked).toEqual(['45', '46'])
})

test('a wish that is taken back is cut off, an earlier one of two changes nothing', async () => {
  const { asked, cutOff } = stub()
  const takeBack = wantOf(client)(id(45), 0)
  await vi.advanceTimersByTimeAsync(20)
  takeBack()
  expect(cutOff).toEqual(['45'])
  const earlier = wantOf(client)(id(46), 100)
  wantOf(client)(id(46), 100)
  earlier()
  await vi.advanceTimersByTimeAsync(200)
  expect([asked, cutOff]).toEqual([['45', '46'], ['45']])
})

test('an opened chat keeps its lookup, by its address and by who watches it', async () => {
  const { cutOff } = stub()
  const byAddress = wantOf(client)(id(45), 0)
  await vi.advanceTimersByTimeAsync(20)
  go('/chats/45')
  byAddress()
  await vi.advanceTimersByTimeAsync(60)
  const watched = wantOf(client)(id(46), 0)
  await vi.advanceTimersByTimeAsync(20)
  const stop = new QueryObserver(client, chatQuery(id(46))).subscribe(() => {})
  watched()
  await vi.advanceTimersByTimeAsync(60)
  stop()
  expect(cutOff).toEqual([])
  expect(client.getQueryData(chatQuery(id(46)).queryKey)?.chat.id).toBe('46')
})

test('makes six in ten seconds at the most', async () => {
  const { asked } = stub()
  for (let digits = 100; digits < 150; digits += 1) {
    wantOf(client)(id(digits), 0)
    await vi.advanceTimersByTimeAsync(180)
  }
  expect(asked).toHaveLength(6)
  await vi.advanceTimersByTimeAsync(1100)
  wantOf(client)(id(200), 0)
  await vi.advanceTimersByTimeAsync(100)
  expect(asked).toHaveLength(7)
})

test('asks for nothing that is known, under way, or on screen', async () => {
  const { asked, cutOff } = stub()
  await Promise.all([client.query(chatQuery(id(45))), vi.advanceTimersByTimeAsync(60)])
  wantOf(client)(id(45), 0)
  await vi.advanceTimersByTimeAsync(60)
  expect(asked).toEqual(['45'])
  const others = client.query(chatQuery(id(46)))
  const takeBack = wantOf(client)(id(46), 0)
  await vi.advanceTimersByTimeAsync(20)
  takeBack()
  await vi.advanceTimersByTimeAsync(60)
  expect((await others).chat.id).toBe('46')
  const stop = new QueryObserver(client, chatQuery(id(45))).subscribe(() => {})
  await vi.advanceTimersByTimeAsync(30_000)
  wantOf(client)(id(45), 0)
  await vi.advanceTimersByTimeAsync(60)
  stop()
  expect([asked, cutOff]).toEqual([['45', '46'], []])
})

test('asks anew for a chat seen a while ago, and marks the answer as one that nobody has seen', async () => {
  const { asked } = stub()
  await Promise.all([client.query(chatQuery(id(45))), vi.advanceTimersByTimeAsync(60)])
  const meta = () => client.getQueryCache().find({ queryKey: chatQuery(id(45)).queryKey })?.meta
  expect(meta()).toBeUndefined()
  await vi.advanceTimersByTimeAsync(10_000)
  wantOf(client)(id(45), 0)
  await vi.advanceTimersByTimeAsync(60)
  expect([asked, meta()]).toEqual([['45', '45'], early])
  new QueryObserver(client, chatQuery(id(45))).subscribe(() => {})()
  expect(meta()).toBeUndefined()
})

test.each([
  ['a picture', () => go('/', '?shot=1')],
  ['a clock that stands still', () => go('/', '?now=2026-01-01T00:00:00Z')],
  ['no network', () => vi.stubGlobal('navigator', { onLine: false })],
  ['nobody signed in', () => session({ person: null, allowed: false })],
  ['an account that may not look', () => session({ person: { email: null, name: null, id: 'a' }, allowed: false })],
])('asks for nothing with %s', async (_, arrange) => {
  const { asked } = stub()
  arrange()
  wantOf(client)(id(45), 0)
  await vi.advanceTimersByTimeAsync(100)
  expect(asked).toEqual([])
})

const session = (who: Pick<Session, 'person' | 'allowed'>) =>
  client.setQueryData(sessionQuery().queryKey, { signIn: 'oidc', until: null, ...who })

test('a limit ends them until its time is over, whoever met it', async () => {
  const { asked } = stub((digits) => (digits === '45' ? refuse(429, 'too_many_lookups') : chat(digits)))
  wantOf(client)(id(45), 0)
  await vi.advanceTimersByTimeAsync(60)
  wantOf(client)(id(46), 0)
  await vi.advanceTimersByTimeAsync(1900)
  expect(asked).toEqual(['45'])
  await vi.advanceTimersByTimeAsync(100)
  wantOf(client)(id(46), 0)
  await vi.advanceTimersByTimeAsync(60)
  expect(asked).toEqual(['45', '46'])
})

test('a failure is asked for anew by the page, unless it says that there is no such chat', async () => {
  const { asked } = stub((digits) => (digits === '404' ? refuse(404, 'not_found') : refuse(502, 'upstream_refused')))
  for (const digits of [404, 500]) {
    wantOf(client)(id(digits), 0)
    await vi.advanceTimersByTimeAsync(2100)
    new QueryObserver(client, chatQuery(id(digits))).subscribe(() => {})()
  }
  expect(asked).toEqual(['404', '500', '500'])
  expect(foundMissing.has(errorOf(404))).toBe(true)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(foundMissing.has(errorOf(404))).toBe(false)
})

test.each([
  ['', '4', false],
  ['4', '45', false],
  ['45', '4', false],
  ['45', '145', false],
  ['11', '111', false],
  ['45', '46', false],
  ['12345', '7', false],
  ['', '45', true],
  ['11', '1111', true],
  ['12345', '678', true],
  ['#', '#45', true],
])('from "%s" to "%s": in one go? %s', (before, after, whole) => {
  expect(cameWhole(before, after)).toBe(whole)
})
