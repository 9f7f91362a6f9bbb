// What the gateway adds to forwarding: sign-in, rate limits, audit, overload protection, and probes.
import { expect, test, vi } from 'vitest'

import { documentedChat } from '../linq/v2/example.ts'
import type { Identity, SignIn } from './sign-in/identity.ts'
import { chatBody, setUp } from './testing.ts'
import { breakerLimits } from './upstream/circuit-breaker.ts'
import { upstreamConcurrency } from './upstream/concurrency.ts'

const path = '/api/partner/v2/chats/45'
const chatPath = (id: number) => `/api/partner/v2/chats/${id}`
const answer = () => new Response(chatBody)
const chatOf = ({ url }: Request) =>
  JSON.stringify({ data: { ...documentedChat.data, id: Number(url.slice(url.lastIndexOf('/') + 1)) } })

const ann = { issuer: 'https://id.test', id: 'ann-id', email: 'ann@example.com', name: 'Ann', groups: [] }
const signedIn = (more: object = {}): Identity => ({ kind: 'person', person: ann, refusal: null, until: null, ...more })
const signInAs = (identity: Identity): SignIn => ({
  kind: 'oidc',
  identify: async () => identity,
  act: async () => null,
})

const codeOf = async (response: Response): Promise<string> => (await response.json()).errors[0].code

test.each([
  [{ kind: 'anonymous' } as const, 401, 'sign_in_required'],
  [signedIn({ refusal: 'not_listed' }), 403, 'not_allowed'],
  [{ kind: 'unavailable' } as const, 503, 'sign_in_unavailable'],
])('asks Linq nothing for %j', async (identity, status, code) => {
  const { ask, asked, audited } = setUp(answer, { signIn: signInAs(identity) })
  const response = await ask(path)
  expect([response.status, await codeOf(response)]).toEqual([status, code])
  expect([asked, audited]).toEqual([[], []])
})

test('names the person in the log line and in the audit line', async () => {
  const { ask, lines, audited } = setUp(answer, { signIn: signInAs(signedIn()), masked: true })
  const response = await ask(path)
  const requestId = response.headers.get('x-request-id')
  expect(lines).toMatchObject([
    { person: 'ann@example.com', iss: 'https://id.test', sub: 'ann-id', requestId, level: 'info' },
  ])
  expect(audited).toEqual([
    {
      time: lines[0]?.time,
      person: 'ann@example.com',
      iss: 'https://id.test',
      sub: 'ann-id',
      chatId: '45',
      outcome: 'ok',
      requestId,
      hidden: true,
    },
  ])
  expect(JSON.stringify([lines, audited])).not.toMatch(/John|Jane|5551234567|unit-token/)
})

/** A sign-in whose callback ends with this code. */
const endingWith = (code: string | null): SignIn => ({
  ...signInAs({ kind: 'anonymous' }),
  act: async () => ({ status: 303, code, body: '', headers: {}, person: ann }),
})

test('names the account that signs in in the log line, also one without access', async () => {
  for (const code of [null, 'sign_in_not_allowed: no_group']) {
    const { ask, lines } = setUp(answer, { signIn: endingWith(code) })
    await ask('/auth/callback?code=x')
    expect(lines).toMatchObject([{ person: 'ann@example.com', iss: 'https://id.test', sub: 'ann-id', code }])
  }
})

/** The audit lines of a lookup by a person. */
async function auditOf(person: object) {
  const { ask, audited } = setUp(answer, { signIn: signInAs(signedIn({ person: { ...ann, ...person } })) })
  await ask(path)
  return audited
}

test('tells accounts with one address apart, and an id that looks like an address from one', async () => {
  expect(await auditOf({ id: 'another-id' })).toMatchObject([{ person: 'ann@example.com', sub: 'another-id' }])
  expect(await auditOf({ issuer: 'https://elsewhere.test' })).toMatchObject([
    { person: 'ann@example.com', iss: 'https://elsewhere.test', sub: 'ann-id' },
  ])
  expect(await auditOf({ id: 'ann@example.com', email: null })).toMatchObject([
    { person: 'sub:ann@example.com', iss: 'https://id.test', sub: 'ann@example.com' },
  ])
})

test('says in the answer and in the log why an assertion is refused', async () => {
  const { ask, lines } = setUp(answer, { signIn: signInAs({ kind: 'anonymous', flaw: 'iat' }) })
  const response = await ask(path)
  expect(response.status).toBe(401)
  expect((await response.json()).errors[0]).toMatchObject({
    code: 'sign_in_required',
    detail: expect.stringContaining('its token has a time in the future'),
  })
  expect(lines[0]).toMatchObject({ code: 'sign_in_required: iat', person: null, iss: null, sub: null })
})

test('two accounts with one id have a limit each', async () => {
  let issuer = 'https://id.test'
  const signIn: SignIn = {
    ...signInAs(signedIn()),
    identify: async () => signedIn({ person: { ...ann, issuer } }),
  }
  const { ask } = setUp(answer, { signIn, lookupsPerMinute: 1 })
  for (let count = 0; count < 20; count += 1) expect((await ask(path)).status).toBe(200)
  expect((await ask(path)).status).toBe(429)
  issuer = 'https://elsewhere.test'
  expect((await ask(path)).status).toBe(200)
})

test('checks the host, the method, fetch metadata, the session, the limit and the id, in this order', async () => {
  const { ask } = setUp(answer, { signIn: signInAs({ kind: 'anonymous' }), lookupsPerMinute: 1 })
  const all = { host: 'evil.test', 'sec-fetch-site': 'cross-site' }
  const bad = '/api/partner/v2/chats/find'
  expect(await codeOf(await ask(bad, { method: 'POST', headers: all }))).toBe('wrong_host')
  const { host: _, ...without } = all
  expect(await codeOf(await ask(bad, { method: 'POST', headers: without }))).toBe('method_not_allowed')
  expect(await codeOf(await ask(bad, { headers: without }))).toBe('forbidden')
  expect(await codeOf(await ask(bad))).toBe('sign_in_required')
  const known = setUp(answer, { signIn: signInAs(signedIn()), lookupsPerMinute: 1 })
  for (let count = 0; count < 20; count += 1) expect(await codeOf(await known.ask(bad))).toBe('invalid_chat_id')
  expect(await codeOf(await known.ask(bad))).toBe('too_many_lookups')
})

test('a renewed session is sent with any response', async () => {
  const { ask } = setUp(answer, {
    signIn: signInAs(signedIn({ renew: async () => 'session=new', refusal: 'not_listed' })),
  })
  const response = await ask(path)
  expect([response.status, response.headers.getSetCookie()]).toEqual([403, ['session=new']])
})

test('a session that ended during a lookup is not renewed by its response', async () => {
  let ended = false
  const renew = async () => (ended ? null : 'session=new')
  const upstream = () => {
    ended = true
    return answer()
  }
  const { ask } = setUp(upstream, { signIn: signInAs(signedIn({ renew })) })
  const response = await ask(path)
  expect([response.status, response.headers.getSetCookie()]).toEqual([200, []])
})

test('says in the answer and in the log why an account is refused', async () => {
  const { ask, lines } = setUp(answer, { signIn: signInAs(signedIn({ refusal: 'email_unverified' })) })
  expect((await (await ask(path)).json()).errors[0]).toMatchObject({
    code: 'not_allowed',
    detail: expect.stringContaining('the e-mail address of your account is not verified'),
  })
  expect(lines[0]).toMatchObject({ status: 403, code: 'not_allowed: email_unverified' })
  expect(await (await ask('/auth/session')).json()).toMatchObject({ allowed: false, refusal: 'email_unverified' })
})

test('returns who is signed in, also without a session', async () => {
  const known = setUp(answer, { signIn: signInAs(signedIn({ until: Date.UTC(2026, 0, 1) })) })
  expect(await (await known.ask('/auth/session')).json()).toEqual({
    signIn: 'oidc',
    person: { email: 'ann@example.com', name: 'Ann', id: 'ann-id', maySearch: false },
    allowed: true,
    refusal: null,
    until: '2026-01-01T00:00:00.000Z',
  })
  const anonymous = setUp(answer, { signIn: signInAs({ kind: 'anonymous' }) })
  expect(await (await anonymous.ask('/auth/session')).json()).toMatchObject({ person: null, allowed: false })
  const open = setUp(answer)
  expect(await (await open.ask('/auth/session')).json()).toEqual({
    signIn: null,
    person: null,
    allowed: true,
    refusal: null,
    until: null,
  })
})

test('without sign-in there is nothing else under /auth', async () => {
  const { ask } = setUp(answer)
  for (const action of ['sign-in', 'callback', 'sign-out'])
    expect(await codeOf(await ask(`/auth/${action}`, { method: action === 'sign-out' ? 'POST' : 'GET' }))).toBe(
      'not_found',
    )
})

test('limits each person, or each address without sign-in', async () => {
  const { ask, asked, audited, events } = setUp(({ url }) => new Response(chatOf(new Request(url))), {
    lookupsPerMinute: 1,
  })
  for (let count = 0; count < 20; count += 1)
    expect((await ask(chatPath(count + 1), {}, { address: '10.0.0.1' })).status).toBe(200)
  const refused = await ask(path, {}, { address: '10.0.0.1' })
  expect([refused.status, refused.headers.get('retry-after'), await codeOf(refused)]).toEqual([
    429,
    '60',
    'too_many_lookups',
  ])
  expect([asked.length, audited.length]).toEqual([20, 20])
  expect(events).toContainEqual({ kind: 'shed', reason: 'too_many_lookups' })
  expect((await ask(path, {}, { address: '10.0.0.2' })).status).toBe(200)
})

test('shows no answer that could not be audited', async () => {
  const { ask, bugs, lines } = setUp(answer, { audit: async () => await Promise.reject(new Error('disk full')) })
  const response = await ask(path)
  expect(response.status).toBe(503)
  const body = await response.text()
  expect(body).toContain('audit_unavailable')
  expect(body).not.toMatch(/John|disk full/)
  expect(bugs).toHaveLength(1)
  expect(lines).toMatchObject([{ code: 'audit_unavailable', level: 'warn' }])
})

test('waits for the audit line before it answers', async () => {
  const written = Promise.withResolvers<void>()
  const { ask } = setUp(answer, { audit: async () => await written.promise })
  let answered = false
  const asking = ask(path).then(() => (answered = true))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(answered).toBe(false)
  written.resolve()
  await asking
})

test('a thousand people who open one link cost one upstream call; each has a request id and a trace of their own', async () => {
  const { ask, asked, audited, events } = setUp(async () => {
    await new Promise((resolve) => setTimeout(resolve, 30))
    return answer()
  })
  const answers = await Promise.all(Array.from({ length: 1000 }, async () => await ask(path)))
  expect(asked).toHaveLength(1)
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size).toBe(1000)
  expect(new Set(audited.map(({ requestId }) => requestId)).size).toBe(1000)
  expect(events.filter(({ kind }) => kind === 'coalesced')).toHaveLength(999)
})

test('a refresh makes a new call while an older one is in progress', async () => {
  const ends: ((response: Response) => void)[] = []
  const { ask, asked } = setUp(() => new Promise<Response>((resolve) => ends.push(resolve)))
  const first = ask(path)
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  const refresh = ask(path, { headers: { 'cache-control': 'no-cache' } })
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  for (const end of ends) end(answer())
  expect([(await first).status, (await refresh).status]).toEqual([200, 200])
})

test('a request without a session does not join a call in progress', async () => {
  const identities: Identity[] = [signedIn(), { kind: 'anonymous' }]
  const signIn: SignIn = { ...signInAs(signedIn()), identify: async () => identities.shift() ?? { kind: 'anonymous' } }
  const reply = Promise.withResolvers<Response>()
  const { ask, asked } = setUp(async () => await reply.promise, { signIn })
  const first = ask(path)
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  expect((await ask(path)).status).toBe(401)
  reply.resolve(answer())
  expect((await first).status).toBe(200)
})

test('64 upstream calls run, 400 wait, and the next is refused with Retry-After', async () => {
  let running = 0
  let most = 0
  const ends: (() => void)[] = []
  const { ask, events, gateway } = setUp(async (request) => {
    running += 1
    most = Math.max(most, running)
    await new Promise<void>((resolve) => ends.push(resolve))
    running -= 1
    return new Response(chatOf(request))
  })
  const all = upstreamConcurrency.running + upstreamConcurrency.waiting
  const asking = Array.from({ length: all }, async (_, index) => await ask(chatPath(index + 1)))
  await vi.waitFor(() => expect(ends).toHaveLength(upstreamConcurrency.running))
  expect(gateway.load()).toEqual(upstreamConcurrency)
  const refused = await ask(chatPath(9999))
  expect([refused.status, refused.headers.get('retry-after'), await codeOf(refused)]).toEqual([503, '1', 'overloaded'])
  expect(events).toContainEqual({ kind: 'shed', reason: 'overloaded' })
  const freeing = setInterval(() => {
    for (const end of ends.splice(0)) end()
  }, 1)
  const statuses = (await Promise.all(asking)).map(({ status }) => status)
  clearInterval(freeing)
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(most).toBe(64)
})

test('stops calling an upstream that keeps failing, and says for how long', async () => {
  const { ask, asked } = setUp(() => new Response(null, { status: 502 }), { circuitBreaker: true })
  for (let count = 0; count < breakerLimits.failures; count += 1) await ask(chatPath(count + 1))
  const refused = await ask(path)
  expect([refused.status, refused.headers.get('retry-after'), await codeOf(refused)]).toEqual([
    503,
    '5',
    'upstream_down',
  ])
  expect(asked).toHaveLength(breakerLimits.failures)
  expect((await ask('/readyz')).status).toBe(503)
})

test('stops calling only the version of the API that keeps failing, and stays ready while v2 answers', async () => {
  const { ask } = setUp(({ url }) => (url.includes('/v3/') ? new Response(null, { status: 502 }) : answer()), {
    circuitBreaker: true,
  })
  const codes = []
  for (let count = 0; count <= breakerLimits.failures; count += 1)
    codes.push(await codeOf(await ask(`/api/partner/v3/chats/00000000-0000-4000-8000-00000000000${count}`)))
  expect([codes.at(-2), codes.at(-1)]).toEqual(['upstream_error', 'upstream_down'])
  expect([(await ask(path)).status, (await ask('/readyz')).status]).toEqual([200, 200])
})

test('refuses lookups and fails its readiness check while draining', async () => {
  let draining = false
  const { ask, asked } = setUp(answer, { isDraining: () => draining })
  expect([(await ask('/readyz')).status, (await ask('/healthz')).status]).toEqual([200, 200])
  draining = true
  const refused = await ask(path)
  expect([refused.status, await codeOf(refused), refused.headers.get('connection')]).toEqual([503, 'draining', 'close'])
  const ready = await ask('/readyz')
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { status: 'unavailable', settings: 'valid', draining: true, upstream: 'ok' },
  ])
  expect([(await ask('/healthz')).status, asked.length]).toEqual([200, 0])
})

test('answers health checks that a load balancer sends by address', async () => {
  const { ask } = setUp(answer)
  expect((await ask('/readyz', { headers: { host: '10.1.2.3:8080' } })).status).toBe(200)
})

test('counts each request from its beginning to its end, and each upstream call', async () => {
  const { ask, events } = setUp(answer)
  await ask(path)
  await ask('/healthz')
  expect(events).toEqual([
    { kind: 'began' },
    { kind: 'called', outcome: 'ok', seconds: expect.any(Number) },
    { kind: 'ended', target: 'chat', code: null, status: 200, seconds: expect.any(Number) },
  ])
})

test('sends Strict-Transport-Security where people use https', async () => {
  const secure = setUp(answer, { strictTransport: 'max-age=1' })
  expect((await secure.ask(path)).headers.get('strict-transport-security')).toBe('max-age=1')
  expect((await setUp(answer).ask(path)).headers.get('strict-transport-security')).toBeNull()
})

test('takes the host that a trusted proxy forwards, for an Origin too', async () => {
  const { ask } = setUp(answer)
  const headers = { host: '127.0.0.1:9000', origin: 'https://console.test' }
  expect((await ask(path, { headers }, { host: 'console.test' })).status).toBe(200)
  expect((await ask(path, { headers })).status).toBe(421)
})
