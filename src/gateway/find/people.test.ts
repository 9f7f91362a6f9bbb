// Who may search, how often, and whose a list's further pages are.
import { expect, onTestFinished, test, vi } from 'vitest'

import { readFailure } from '../../linq/failure.ts'
import type { Identity, SignIn } from '../sign-in/identity.ts'
import type { Refusal } from '../sign-in/person.ts'
import { find } from '../testing.ts'
import { answering, codeOf, handle, one, setUp } from './testing.ts'

const ann = { issuer: 'https://id.test', id: 'ann-id', email: 'ann@example.com', name: 'Ann', groups: ['leads'] }
const person = (more: Partial<typeof ann> = {}, refusal: Refusal | null = null): Identity => ({
  kind: 'person',
  person: { ...ann, ...more },
  refusal,
  until: null,
})

/** A sign-in of one person after the other. */
function signInAs(first: Identity) {
  const state = { identity: first }
  const signIn: SignIn = { kind: 'oidc', identify: async () => state.identity, act: async () => null }
  return { signIn, become: (identity: Identity) => (state.identity = identity) }
}

test.each([
  [{ kind: 'anonymous' } as const, 401, 'sign_in_required'],
  [person({}, 'not_listed'), 403, 'not_allowed'],
  [{ kind: 'unavailable' } as const, 503, 'sign_in_unavailable'],
])('asks Linq nothing for %j', async (identity, status, code) => {
  const { search, asked, audited } = setUp(one, { signIn: signInAs(identity).signIn })
  const response = await search()
  expect([response.status, await codeOf(response)]).toEqual([status, code])
  expect([asked, audited]).toEqual([[], []])
})

test('does not say whether it is on to a person who has not signed in', async () => {
  const { search } = setUp(one, { find: null, signIn: signInAs({ kind: 'anonymous' }).signIn })
  expect((await search()).status).toBe(401)
})

test('names the person in the log line and in the audit line', async () => {
  const { search, lines, audited } = setUp(one, { signIn: signInAs(person()).signIn })
  await search()
  const who = { person: 'ann@example.com', iss: 'https://id.test', sub: 'ann-id' }
  expect([lines, audited]).toMatchObject([[who], [{ ...who, operation: 'find' }]])
})

test('only people of a named group may search', async () => {
  const { signIn, become } = signInAs(person())
  const { search, asked, audited } = setUp(one, { signIn, find: { ...find, groups: ['fraud', 'leads'] } })
  expect((await search()).status).toBe(200)
  for (const groups of [[], ['support'], ['Leads'], ['/leads']]) {
    become(person({ groups }))
    const response = await search()
    const failure = readFailure(await response.text())
    expect([response.status, failure?.code]).toEqual([403, 'find_not_allowed'])
    expect(failure?.detail).toContain('FIND_GROUPS')
  }
  expect([asked.length, audited.length]).toEqual([1, 1])
})

test('the session says whether a person may search', async () => {
  const { signIn, become } = signInAs(person())
  const maySearch = async (options: Parameters<typeof setUp>[1]) => {
    const response = await setUp(one, { signIn, ...options }).ask('/auth/session')
    return (await response.json()).person.maySearch
  }
  expect(await maySearch({ find: null })).toBe(false)
  expect(await maySearch({})).toBe(true)
  expect(await maySearch({ find: { ...find, groups: ['leads'] } })).toBe(true)
  become(person({ groups: ['support'] }))
  expect(await maySearch({ find: { ...find, groups: ['leads'] } })).toBe(false)
})

test('without sign-in no one is in a group', async () => {
  expect(await codeOf(await setUp(one, { find: { ...find, groups: ['leads'] } }).search())).toBe('find_not_allowed')
})

test('a stopping process leaves searches to the next one', async () => {
  expect(await codeOf(await setUp(one, { isDraining: () => true }).search())).toBe('draining')
})

test('limits each person’s searches, and counts only those that would reach Linq', async () => {
  const { signIn, become } = signInAs(person())
  const { search, post, asked, events } = setUp(one, { signIn, find: { ...find, perMinute: 3 } })
  for (let count = 0; count < 5; count += 1) {
    expect((await search({ handle: '45' })).status).toBe(400)
    expect((await search({ handle, cursor: 'x' })).status).toBe(400)
    expect((await post('')).status).toBe(400)
  }
  for (let count = 0; count < 3; count += 1) expect((await search()).status).toBe(200)
  const refused = await search()
  const failure = readFailure(await refused.text())
  expect([refused.status, failure?.code, refused.headers.get('retry-after')]).toEqual([429, 'too_many_searches', '20'])
  become(person({ id: 'bob-id' }))
  expect((await search()).status).toBe(200)
  expect(asked).toHaveLength(4)
  expect(events).toContainEqual({ kind: 'shed', reason: 'too_many_searches' })
})

test.each([
  [1, 1, '60'],
  [10, 10, '6'],
  [60, 20, '1'],
])('%i searches a minute are %i at once, and the refusal says so', async (perMinute, atOnce, wait) => {
  const { search } = setUp(one, { find: { ...find, perMinute } })
  for (let count = 0; count < atOnce; count += 1) expect((await search()).status).toBe(200)
  const refused = await search()
  const { detail } = readFailure(await refused.text()) ?? {}
  expect(detail).toContain(`to ${atOnce} at once, and ${perMinute} a minute`)
  expect(refused.headers.get('retry-after')).toBe(wait)
})

test('without sign-in all addresses share one limit', async () => {
  const { ask } = setUp(one, { find: { ...find, perMinute: 2 } })
  const statuses: number[] = []
  for (const address of ['127.0.0.1', '127.0.0.2', '203.0.113.9', null]) {
    const request = {
      method: 'POST',
      body: JSON.stringify({ handle }),
      headers: { 'content-type': 'application/json' },
    }
    statuses.push((await ask('/api/find', request, { address })).status)
  }
  expect(statuses).toEqual([200, 200, 429, 429])
})

test('the limit of lookups is another one', async () => {
  const { search, ask } = setUp(one, { find: { ...find, perMinute: 1 }, lookupsPerMinute: 1 })
  expect((await search()).status).toBe(200)
  expect((await search()).status).toBe(429)
  expect((await ask('/api/partner/v2/chats/45')).status).not.toBe(429)
})

const more = answering({ chats: [], next_cursor: '20' })

test('a page can be asked for by the person of the list alone, for the same handle', async () => {
  const { signIn, become } = signInAs(person())
  const { search, found, asked } = setUp(more, { signIn })
  const { nextCursor: cursor } = await found()
  const tried: [Identity, object][] = [
    [person({ id: 'bob-id' }), { handle, cursor }],
    [person({ issuer: 'https://elsewhere.test' }), { handle, cursor }],
    [person(), { handle: '+12025550103', cursor }],
    [person(), { handle: 'ann@example.com', cursor }],
  ]
  for (const [identity, query] of tried) {
    become(identity)
    const response = await search(query)
    expect([response.status, await codeOf(response)]).toEqual([400, 'invalid_cursor'])
  }
  expect(asked).toHaveLength(1)
  become(person({ email: 'ann.lee@example.com' }))
  expect((await search({ handle, cursor })).status).toBe(200)
})

test('a forged, changed or foreign cursor is refused', async () => {
  const { search, found, asked } = setUp(more)
  const cursor = (await found()).nextCursor ?? expect.unreachable()
  const [head, key, iv, text = '', tag] = cursor.split('.')
  const foreign = await setUp(more, { find: { ...find, secrets: ['another-secret-of-the-test-0123456'] } }).found()
  const unsigned = [{ alg: 'none' }, { content: { cursor: '20', seen: 0 } }].map((part) => btoa(JSON.stringify(part)))
  for (const forged of [
    '',
    '20',
    'null',
    cursor.slice(1),
    cursor.slice(0, -1),
    `${cursor}.`,
    ` ${cursor}`,
    [head, key, iv, text.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')), tag].join('.'),
    [head, key, iv, text, ''].join('.'),
    ['', key, iv, text, tag].join('.'),
    [...unsigned, ''].join('.'),
    foreign.nextCursor,
    "20' OR 1=1",
    '../..',
    '\u0000',
  ]) {
    const response = await search({ handle, cursor: forged })
    expect([response.status, await codeOf(response)], String(forged)).toEqual([400, 'invalid_cursor'])
  }
  expect(asked).toHaveLength(1)
  expect((await search({ handle, cursor })).status).toBe(200)
})

test('a cursor is valid for 15 minutes', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const { search, found } = setUp(more)
  const { nextCursor: cursor } = await found()
  vi.advanceTimersByTime(14 * 60_000)
  expect((await search({ handle, cursor })).status).toBe(200)
  vi.advanceTimersByTime(61_000)
  expect(await codeOf(await search({ handle, cursor }))).toBe('invalid_cursor')
})

test('a replaced secret still opens its cursors', async () => {
  const [old, next] = ['find-secret-of-the-test-0123456789', 'the-next-secret-of-the-test-01234567'] as const
  const { nextCursor: cursor } = await setUp(more, { find: { ...find, secrets: [old] } }).found()
  const { search } = setUp(more, { find: { ...find, secrets: [next, old] } })
  expect((await search({ handle, cursor })).status).toBe(200)
  expect((await setUp(more, { find: { ...find, secrets: [next] } }).search({ handle, cursor })).status).toBe(400)
})
