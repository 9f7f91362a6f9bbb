import { expect, test, vi } from 'vitest'

import { parseChatId } from '../linq/chat-id.ts'
import { ticketHeader } from '../linq/lookup-ticket.ts'
import { fromFetch } from './fetch-adapter.ts'
import { ticketMs } from './guards/lookup-ticket.ts'
import { burst } from './guards/rate-limit.ts'
import type { Identity, SignIn } from './sign-in/identity.ts'
import { chatBody, setUp } from './testing.ts'

const id = parseChatId('45') ?? expect.unreachable()
const path = '/api/partner/v2/chats/45'
const request = (signal?: AbortSignal, address = '10.0.0.1') =>
  fromFetch(
    new Request('http://console.test/chats/45', { headers: { host: 'console.test' }, ...(signal && { signal }) }),
    { address },
  )
const chat = () => new Response(chatBody)

const page = { hidden: false, waitMs: 10_000, maxBytes: Infinity }
/** A page that always leaves the lookup to its own request. */
const handedOver = { ...page, maxBytes: 0 }

const person = { issuer: 'https://id.test', id: 'p1', email: 'ana@example.com', name: null, groups: [] }
const signInAs = (identity: Identity): SignIn => ({
  kind: 'oidc',
  identify: async () => identity,
  act: async () => null,
})
/** Signs in as the person that the header `x-person` names. */
const signInByHeader: SignIn = {
  ...signInAs({ kind: 'anonymous' }),
  identify: async (headers) => ({
    kind: 'person',
    person: { ...person, id: headers.get('x-person') ?? 'p1' },
    refusal: null,
    until: null,
  }),
}

test('looks up like a request of the page’s own: one call, one audit line, one log line', async () => {
  const { gateway, asked, audited, lines, events } = setUp(chat)
  const lookup = await gateway.lookUpForPage(id, request(), page)
  expect(await lookup.answer).toMatchObject({ outcome: { status: 200, code: null } })
  expect(asked.map(({ url }) => new URL(url).pathname)).toEqual([path])
  expect(audited).toEqual([
    {
      time: expect.any(String),
      requestId: lookup.requestId,
      person: null,
      iss: null,
      sub: null,
      chatId: '45',
      outcome: 'ok',
      hidden: false,
    },
  ])
  expect(lines).toMatchObject([{ requestId: lookup.requestId, chatId: '45', status: 200 }])
  expect(events.map(({ kind }) => kind)).toEqual(['began', 'called', 'ended'])
  expect(lookup).toMatchObject({ cookies: [], session: null })
})

test('audits that the page masks personal data', async () => {
  const { gateway, audited } = setUp(chat)
  const { answer } = await gateway.lookUpForPage(id, request(), { ...page, hidden: true })
  await answer
  expect(audited).toMatchObject([{ hidden: true }])
})

test('returns the session before the outcome is known, and renews it then', async () => {
  const { gateway, audited } = setUp(chat, {
    signIn: signInAs({ kind: 'person', person, refusal: null, until: null, renew: async () => 'session=new' }),
  })
  const lookup = await gateway.lookUpForPage(id, request(), page)
  expect(lookup.cookies).toEqual(['session=new'])
  expect(JSON.parse(lookup.session ?? '')).toMatchObject({ signIn: 'oidc', person: { id: 'p1' }, allowed: true })
  await lookup.answer
  expect(audited).toMatchObject([{ person: 'ana@example.com', iss: 'https://id.test', sub: 'p1' }])
})

test.each([
  [{ kind: 'anonymous' }, 'sign_in_required'],
  [{ kind: 'person', person, refusal: 'no_group', until: null }, 'not_allowed: no_group'],
  [{ kind: 'unavailable' }, 'sign_in_unavailable'],
] as [Identity, string][])('asks Linq nothing for %j', async (identity, code) => {
  const { gateway, asked, audited } = setUp(chat, { signIn: signInAs(identity) })
  const lookup = await gateway.lookUpForPage(id, request(), handedOver)
  expect(await lookup.answer).toMatchObject({ outcome: { code } })
  expect(asked).toEqual([])
  expect(audited).toEqual([])
  // A session that could not be checked is not sent: the page asks for it.
  expect(lookup.session === null).toBe(identity.kind === 'unavailable')
})

test('an error in sign-in is answered as internal_error with the request id', async () => {
  const broken: SignIn = { ...signInAs({ kind: 'anonymous' }), identify: () => Promise.reject(new Error('keys')) }
  const { gateway, bugs, asked } = setUp(chat, { signIn: broken })
  const lookup = await gateway.lookUpForPage(id, request(), page)
  expect(await lookup.answer).toMatchObject({
    outcome: { status: 500, body: expect.stringContaining(lookup.requestId) },
  })
  expect(bugs).toHaveLength(1)
  expect(asked).toEqual([])
})

test('a page that does not wait leaves the call to its own lookup, and the audit line too', async () => {
  const reply = Promise.withResolvers<Response>()
  const { gateway, ask, asked, audited, lines } = setUp(() => reply.promise)
  const lookup = await gateway.lookUpForPage(id, request(), { ...page, waitMs: 5 })
  expect(await lookup.answer).toEqual({ ticket: expect.any(String) })
  expect(lines).toMatchObject([{ requestId: lookup.requestId, code: 'client_left', status: 499 }])
  const own = ask(path)
  reply.resolve(chat())
  expect((await own).status).toBe(200)
  expect(asked).toHaveLength(1)
  expect(audited).toMatchObject([{ outcome: 'ok' }])
})

test('a lookup whose audit line is late is shown by its page, and audited once', async () => {
  const written = Promise.withResolvers<void>()
  const audit = vi.fn<() => Promise<void>>(async () => await written.promise)
  const { gateway } = setUp(chat, { audit })
  const lookup = await gateway.lookUpForPage(id, request(), { ...page, waitMs: 5 })
  await vi.waitFor(() => expect(audit).toHaveBeenCalled())
  setTimeout(written.resolve, 20)
  expect(await lookup.answer).toMatchObject({ outcome: { code: null } })
  expect(audit).toHaveBeenCalledOnce()
})

test('an answer that is too long to be sent along is audited when the page asks for it', async () => {
  const { gateway, ask, asked, audited } = setUp(chat)
  const lookup = await gateway.lookUpForPage(id, request(), { ...page, maxBytes: chatBody.length })
  expect(await lookup.answer).toEqual({ ticket: expect.any(String) })
  expect(audited).toEqual([])
  expect((await ask(path)).status).toBe(200)
  expect(audited).toHaveLength(1)
  expect(asked).toHaveLength(2)
})

/** A gateway whose only person has one lookup left, and a page that gets it and leaves it to its own request. */
async function withTicket(options: Parameters<typeof setUp>[1] = {}) {
  const { gateway, ask, audited } = setUp(chat, { lookupsPerMinute: 1, ...options })
  const look = async (headers: Record<string, string> = {}, target = path, address = '10.0.0.1') =>
    (await ask(target, { headers }, { address })).status
  for (let count = 1; count < burst; count += 1) expect(await look()).toBe(200)
  const { ticket } = await (await gateway.lookUpForPage(id, request(), handedOver)).answer
  audited.length = 0
  return { audited, look, headers: { [ticketHeader]: ticket ?? expect.unreachable() } }
}

test('a lookup that a page hands over is charged once, and is one audit line', async () => {
  const { look, headers, audited } = await withTicket()
  expect(await look()).toBe(429)
  expect(await look(headers)).toBe(200)
  expect(audited).toHaveLength(1)
})

test('a ticket is valid once', async () => {
  const { look, headers } = await withTicket()
  expect([await look(headers), await look(headers)]).toEqual([200, 429])
})

test('a ticket is worthless for another chat, and used up by none', async () => {
  const { look, headers } = await withTicket()
  expect(await look(headers, '/api/partner/v2/chats/46')).toBe(429)
  expect(await look(headers)).toBe(200)
})

test('a ticket is worthless to another address', async () => {
  const { look, headers } = await withTicket()
  const other = '10.0.0.2'
  for (let count = 0; count < burst; count += 1) expect(await look({}, path, other)).toBe(200)
  expect(await look(headers, path, other)).toBe(429)
})

test('a ticket is worthless to another person', async () => {
  const { look, headers } = await withTicket({ signIn: signInByHeader })
  const other = { 'x-person': 'p2' }
  for (let count = 0; count < burst; count += 1) expect(await look(other)).toBe(200)
  expect(await look({ ...headers, ...other })).toBe(429)
  expect(await look(headers)).toBe(200)
})

test('a ticket of another process is charged as usual', async () => {
  const { headers } = await withTicket()
  const { ask } = setUp(chat, { lookupsPerMinute: 1 })
  const statuses: number[] = []
  for (let count = 0; count <= burst; count += 1) statuses.push((await ask(path, { headers })).status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(burst)
})

test('a ticket expires', async () => {
  vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] })
  try {
    const { look, headers } = await withTicket()
    vi.setSystemTime(Date.now() + ticketMs + 1)
    expect(await look(headers)).toBe(429)
  } finally {
    vi.useRealTimers()
  }
})

test('a refused page gets no ticket', async () => {
  const { gateway, ask } = setUp(chat, { lookupsPerMinute: 1 })
  for (let count = 0; count < burst; count += 1) await ask(path, {}, { address: '10.0.0.1' })
  const { answer } = await gateway.lookUpForPage(id, request(), handedOver)
  expect(await answer).toMatchObject({ outcome: { code: 'too_many_lookups' } })
})

test('a handed-over call that no request joins is cancelled', async () => {
  vi.useFakeTimers()
  try {
    const { gateway, asked } = setUp(() => new Promise<Response>(() => {}), { timeoutMs: 60_000 })
    const lookup = await gateway.lookUpForPage(id, request(), { ...page, waitMs: 1000 })
    await vi.advanceTimersByTimeAsync(1000)
    expect(await lookup.answer).toEqual({ ticket: expect.any(String) })
    await vi.advanceTimersByTimeAsync(4900)
    expect(asked[0]?.signal.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(200)
    expect(asked[0]?.signal.aborted).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})

test('a browser that disconnects ends the call', async () => {
  const leaving = new AbortController()
  const { gateway, asked } = setUp(() => new Promise<Response>(() => {}))
  const lookup = await gateway.lookUpForPage(id, request(leaving.signal), page)
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  leaving.abort()
  expect(await lookup.answer).toMatchObject({ outcome: { code: 'client_left' } })
  expect(asked[0]?.signal.aborted).toBe(true)
})
