import { expect, test, vi } from 'vitest'

import type { Identity } from '../identity.ts'
import { type Allowed, readPerson } from '../person.ts'
import { createTokenCipher } from './encrypted-token.ts'
import { createSessions, sessionCookie, sessionLimits } from './cookie-sessions.ts'

const secret = 'unit-secret-0123456789abcdef0123'
const everyone: Allowed = { emails: [], domains: [], groups: [], everyone: true }
const context = ['https://id.test', 'console', 'https://console.test']
const ann = { issuer: 'https://id.test', id: '1', email: 'ann@example.com', name: 'Ann', groups: [] }

/** What a browser sends back of a `Set-Cookie`. */
const sent = (cookie: string) => new Headers({ cookie: cookie.split(';', 1)[0] ?? '' })

/** The cookie that renews a session; null when it needs none, or gets none. */
const renewal = async (identity: Identity) => (identity.kind === 'person' ? ((await identity.renew?.()) ?? null) : null)

function setUp({ secrets = [secret], allowed = everyone, at = context } = {}) {
  // The token expires by the real clock, so this one starts there.
  const clock = { now: Date.now() }
  return { clock, sessions: createSessions({ secrets, context: at }, allowed, () => clock.now) }
}

test('identifies the person of a session by a cookie that scripts, other hosts and foreign forms do not get', async () => {
  const { sessions } = setUp()
  const cookie = await sessions.begin(ann)
  expect(cookie).toMatch(/^__Host-chat-console=[\w.-]+; Path=\/; Max-Age=1800; HttpOnly; Secure; SameSite=Lax$/)
  expect(cookie).not.toContain('ann')
  expect(await sessions.identify(sent(cookie))).toMatchObject({ kind: 'person', person: ann, refusal: null })
})

test('ends 30 minutes after the last request', async () => {
  const { sessions, clock } = setUp()
  const cookie = await sessions.begin(ann)
  clock.now += sessionLimits.idle - 1
  expect(await sessions.identify(sent(cookie))).toMatchObject({ kind: 'person' })
  clock.now += 1
  expect(await sessions.identify(sent(cookie))).toEqual({ kind: 'anonymous' })
})

test('goes on while it is used, but not beyond eight hours', async () => {
  const { sessions, clock } = setUp()
  let cookie = await sessions.begin(ann)
  const began = clock.now
  while (clock.now < began + sessionLimits.absolute) {
    const identity = await sessions.identify(sent(cookie))
    expect(identity.kind).toBe('person')
    cookie = (await renewal(identity)) ?? cookie
    clock.now += 25 * 60_000
  }
  expect(await sessions.identify(sent(cookie))).toEqual({ kind: 'anonymous' })
})

test('is renewed once a minute, not at each request', async () => {
  const { sessions, clock } = setUp()
  const cookie = await sessions.begin(ann)
  clock.now += 59_000
  expect(await sessions.identify(sent(cookie))).not.toHaveProperty('renew')
  clock.now += 1000
  expect(await sessions.identify(sent(cookie))).toHaveProperty('renew')
})

test('a copied cookie is worthless after signing out, and so is a renewed one', async () => {
  const { sessions, clock } = setUp()
  const cookie = await sessions.begin(ann)
  clock.now += 120_000
  const renewed = (await renewal(await sessions.identify(sent(cookie)))) ?? ''
  expect(await sessions.identify(sent(renewed))).toMatchObject({ kind: 'person' })
  expect(await sessions.end(sent(cookie))).toMatch(/^__Host-chat-console=; Path=\/; Max-Age=0;/)
  expect(await sessions.identify(sent(cookie))).toEqual({ kind: 'anonymous' })
  expect(await sessions.identify(sent(renewed))).toEqual({ kind: 'anonymous' })
  const again = await sessions.begin(ann)
  expect(await sessions.identify(sent(again))).toMatchObject({ kind: 'person' })
})

test('any process with the secret serves it, also while the secret is being replaced', async () => {
  const cookie = await setUp().sessions.begin(ann)
  const newer = 'another-secret-0123456789abcdef0'
  expect(await setUp().sessions.identify(sent(cookie))).toMatchObject({ kind: 'person' })
  expect(await setUp({ secrets: [newer, secret] }).sessions.identify(sent(cookie))).toMatchObject({ kind: 'person' })
  expect(await setUp({ secrets: [newer] }).sessions.identify(sent(cookie))).toEqual({ kind: 'anonymous' })
})

test.each([
  ['issuer', ['https://elsewhere.test', 'console', 'https://console.test']],
  ['client', ['https://id.test', 'another', 'https://console.test']],
  ['origin', ['https://id.test', 'console', 'https://staging.test']],
  ['end of each part', ['https://id.test', 'consolehttps:', '//console.test']],
])('with another %s, the same secret makes and reads other sessions', async (_, at) => {
  const cookie = await setUp({ at }).sessions.begin(ann)
  expect(await setUp({ at }).sessions.identify(sent(cookie))).toMatchObject({ kind: 'person' })
  expect(await setUp().sessions.identify(sent(cookie))).toEqual({ kind: 'anonymous' })
})

test('the context of a session may have any length', async () => {
  const at = ['https://id.test', 'c'.repeat(5000), 'https://console.test']
  const cookie = await setUp({ at }).sessions.begin(ann)
  expect(await setUp({ at }).sessions.identify(sent(cookie))).toMatchObject({ kind: 'person' })
  const other = ['https://id.test', `${'c'.repeat(4999)}d`, 'https://console.test']
  expect(await setUp({ at: other }).sessions.identify(sent(cookie))).toEqual({ kind: 'anonymous' })
})

test('of two session cookies neither counts', async () => {
  const { sessions } = setUp()
  const [first = '', second = ''] = [await sessions.begin(ann), await sessions.begin({ ...ann, id: '2' })].map(
    (cookie) => cookie.split(';', 1)[0],
  )
  const identify = async (cookie: string) => await sessions.identify({ get: () => cookie })
  expect(await identify(`${first}; ${second}`)).toEqual({ kind: 'anonymous' })
  expect(await identify(`\u00A0${first}`)).toEqual({ kind: 'anonymous' })
  expect(await identify(`\u00A0${second}; ${first}`)).toMatchObject({ person: { id: '1' } })
})

test('a session that was made before the clock was set back is over', async () => {
  vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] })
  try {
    const { sessions } = setUp()
    const cookie = await sessions.begin(ann)
    vi.setSystemTime(Date.now() - 59_000)
    expect(await sessions.identify(sent(cookie))).toMatchObject({ kind: 'person' })
    vi.setSystemTime(Date.now() - 3000)
    expect(await sessions.identify(sent(cookie))).toEqual({ kind: 'anonymous' })
  } finally {
    vi.useRealTimers()
  }
})

test('asks at each request whether the person may look', async () => {
  const cookie = await setUp().sessions.begin(ann)
  const { sessions } = setUp({ allowed: { ...everyone, everyone: false, emails: ['bob@example.com'] } })
  expect(await sessions.identify(sent(cookie))).toMatchObject({ kind: 'person', refusal: 'not_listed' })
})

test('identifies no person by a changed, foreign, empty or incomplete cookie, or by one for another purpose', async () => {
  const { sessions } = setUp()
  const value = (await sessions.begin(ann)).split(';', 1)[0] ?? ''
  const changed = value.slice(0, -3) + (value.endsWith('AAA') ? 'BBB' : 'AAA')
  const content = { id: 'x', person: ann, began: Date.now(), seen: Date.now() }
  const forTry = await createTokenCipher({ secrets: [secret], context }, 'sign-in').encrypt(content, 600)
  const odd = await createTokenCipher({ secrets: [secret], context }, 'session').encrypt({ id: 'x' }, 600)
  for (const cookie of [changed, '', `${sessionCookie}=`, `${sessionCookie}=${forTry}`, `${sessionCookie}=${odd}`])
    expect(await sessions.identify(new Headers({ cookie })), cookie).toEqual({ kind: 'anonymous' })
})

test('each sign-in begins a session with a new id', async () => {
  const { sessions } = setUp()
  const first = await sessions.begin(ann)
  const second = await sessions.begin(ann)
  await sessions.end(sent(first))
  expect(await sessions.identify(sent(second))).toMatchObject({ kind: 'person' })
})

test('a response after signing out does not renew the session', async () => {
  const { sessions, clock } = setUp()
  const cookie = await sessions.begin(ann)
  clock.now += 120_000
  const identity = await sessions.identify(sent(cookie))
  await sessions.end(sent(cookie))
  expect(identity).toHaveProperty('renew')
  expect(await renewal(identity)).toBeNull()
})

test('the largest cookie there can be is one that browsers keep', async () => {
  const groups = Array.from({ length: 500 }, (_, count) => `cn=support-${count},ou=groups,dc=example,dc=com`)
  const allowed = { ...everyone, everyone: false, groups }
  const email = `${'a'.repeat(242)}@example.com`
  const claims = { sub: '"'.repeat(255), email, name: '"'.repeat(900), groups }
  const wide = { sub: '語'.repeat(255), email, name: '語'.repeat(900), groups }
  const issuer = `https://id.test/${'a'.repeat(239)}`
  const { sessions } = setUp({ allowed })
  for (const each of [claims, wide]) {
    const person = readPerson(each, { issuer, groupsClaim: 'groups', allowed, emailNeedsProof: false })
    expect(person).toMatchObject({ email: expect.any(String), name: expect.any(String) })
    const cookie = await sessions.begin(person ?? ann)
    expect(cookie.length).toBeLessThan(4000)
    expect(await sessions.identify(sent(cookie))).toMatchObject({ kind: 'person', refusal: null })
  }
})

test('keeps at most twenty groups, and only those that fit', async () => {
  const { sessions } = setUp()
  const kept = async (groups: string[]) => {
    const identity = await sessions.identify(sent(await sessions.begin({ ...ann, groups })))
    return identity.kind === 'person' ? identity.person.groups : null
  }
  const many = Array.from({ length: 30 }, (_, count) => `group-${count}`)
  expect(await kept(many)).toEqual(many.slice(0, 20))
  expect(await kept(['x'.repeat(900), 'support'])).toEqual(['support'])
})
