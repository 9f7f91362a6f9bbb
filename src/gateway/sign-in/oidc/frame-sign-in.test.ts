// A sign-in in a window, for a frame in a page of another site.
import { base64url } from 'jose'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { cookieHeader, setUpOidc } from './testing.ts'

const verifier = 'verifier-of-the-frame'
const challengeOf = async (text: string) =>
  base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))))
const challenge = await challengeOf(verifier)

let oidc: ReturnType<typeof setUpOidc>
const setUp = (...options: Parameters<typeof setUpOidc>) => {
  oidc = setUpOidc(...options)
  vi.stubGlobal('fetch', oidc.fetch)
}
beforeEach(() => setUp())
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A whole sign-in in the window; its answer and the token in it. */
async function signIn(frame = challenge) {
  const { state, cookies } = await oidc.begin('', '/chats/45', frame)
  const answer = await oidc.finish(state, cookieHeader(...cookies))
  return { answer, token: /data-token="([^"]*)"/.exec(String(answer.body))?.[1] ?? null }
}

/** The frame exchanges a token; it has a cookie already, or none. */
const exchange = async (token: string, knows = verifier, cookie = '') =>
  await oidc.exchange({ 'x-sign-in-token': token, 'x-sign-in-verifier': knows, cookie })

test('the window hands over a token, and the frame gets a session in a partitioned cookie for it', async () => {
  const { answer, token } = await signIn()
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  const { status, cookies = [], person } = await exchange(token ?? '')
  expect([status, answer.person?.id, person?.id]).toEqual([200, 'ann', 'ann'])
  expect(cookies).toHaveLength(1)
  expect(cookies[0]).toMatch(
    /^__Host-chat-console=[\w.-]+; Path=\/; Max-Age=1800; HttpOnly; Secure; SameSite=None; Partitioned$/,
  )
  const cookie = cookieHeader(...cookies)
  expect(await oidc.identify(cookie)).toMatchObject({ kind: 'person', person: { id: 'ann' } })
  // Without Partitioned, browsers would keep the cookie.
  expect((await oidc.signOut(cookie)).cookies).toEqual([
    '__Host-chat-console=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=None; Partitioned',
  ])
})

test('a frame that has the session of the window gets no second cookie, one with an older session of its own does', async () => {
  const { answer, token } = await signIn()
  const ofWindow = cookieHeader(...(answer.cookies ?? []))
  const { status, cookies } = await exchange(token ?? '', verifier, ofWindow)
  expect([status, cookies]).toEqual([200, []])
  const older = await exchange((await signIn(await challengeOf('another'))).token ?? '', 'another')
  const ofFrame = cookieHeader(...(older.cookies ?? []))
  const newer = await exchange((await signIn(await challengeOf('third'))).token ?? '', 'third', ofFrame)
  expect(newer.cookies).toHaveLength(1)
})

test('a renewed session stays in its partitioned cookie', async () => {
  vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] })
  setUp()
  const { token } = await signIn()
  const { cookies = [] } = await exchange(token ?? '')
  vi.setSystemTime(Date.now() + 120_000)
  const identity = await oidc.identify(cookieHeader(...cookies))
  expect(identity.kind === 'person' && (await identity.renew?.())).toMatch(/; SameSite=None; Partitioned$/)
})

test('a token is of no use without its verifier, a second time, or after a minute', async () => {
  vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] })
  const { token } = await signIn()
  for (const knows of ['', challenge, 'another']) expect((await exchange(token ?? '', knows)).status).toBe(401)
  expect((await exchange(token ?? '')).status).toBe(200)
  expect((await exchange(token ?? '')).status).toBe(401)
  const { token: late } = await signIn()
  vi.setSystemTime(Date.now() + 61_000)
  expect((await exchange(late ?? '')).status).toBe(401)
})

test('a session’s cookie is no token', async () => {
  const { answer } = await signIn()
  const session = cookieHeader(...(answer.cookies ?? [])).replace('__Host-chat-console=', '')
  expect((await exchange(session)).status).toBe(401)
})

test.each(['', 'short', `${challenge}"><script>`])(
  'a sign-in with the challenge %j is one without a frame',
  async (frame) => {
    const { answer } = await signIn(encodeURIComponent(frame))
    expect([answer.status, answer.headers['location']]).toEqual([303, '/chats/45'])
  },
)

test('a person without access gets no token', async () => {
  setUp({ allowed: { emails: [], domains: ['other.example'], groups: [], everyone: false } })
  const { answer, token } = await signIn()
  expect([answer.person?.id, answer.code, answer.headers['location'], token]).toEqual([
    'ann',
    'sign_in_not_allowed: not_listed',
    '/chats/45',
    null,
  ])
})

test('where all frames are of the same site, the window hands over no token', async () => {
  setUp({ partitioned: false })
  const { answer, token } = await signIn()
  expect(token).toBe('')
  expect(cookieHeader(...(answer.cookies ?? []))).toMatch(/^__Host-chat-console=/)
})
