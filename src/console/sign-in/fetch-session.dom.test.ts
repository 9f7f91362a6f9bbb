import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { fetchSession, readSession } from './fetch-session.ts'
import { sessionQuery } from './session.ts'

const signIn = document.createElement('meta')
signIn.name = 'linq-sign-in'
document.head.append(signIn)

beforeEach(() => {
  signIn.content = 'oidc'
})
afterEach(() => vi.unstubAllGlobals())

const answers = (answer: Partial<Response>) => {
  const asked = vi.fn<(path: string, how: RequestInit) => Promise<Partial<Response>>>(async () => answer)
  vi.stubGlobal('fetch', asked)
  return asked
}

const person = { email: 'ana@example.com', name: null, id: 'a1' }

test('reads the session and follows no redirect', async () => {
  const asked = answers({
    ok: true,
    status: 200,
    json: async () => ({ signIn: 'oidc', person, allowed: true, until: '2026-01-01T20:00:00.000Z' }),
  })
  expect(await fetchSession()).toEqual({ signIn: 'oidc', person, allowed: true, until: '2026-01-01T20:00:00.000Z' })
  expect(asked.mock.calls).toEqual([['/auth/session', expect.objectContaining({ redirect: 'manual' })]])
})

test.each([
  ['a redirect to a proxy’s own sign-in', { type: 'opaqueredirect', status: 0, ok: false }],
  ['a 401', { type: 'basic', status: 401, ok: false }],
] as const)('reads %s as signed out', async (_, answer) => {
  signIn.content = 'proxy'
  answers(answer)
  expect(await fetchSession()).toEqual({ signIn: 'proxy', person: null, allowed: false, until: null })
})

test('throws for a server error', async () => {
  answers({ status: 503, ok: false })
  await expect(fetchSession()).rejects.toThrow('503')
})

test.each([
  [{ signIn: 'oidc', person: null, allowed: false, until: null }, null],
  [{ signIn: 'oidc', person: { email: 'ana@example.com' }, allowed: true }, null],
  [
    { signIn: 'oidc', person: { email: 5, name: {}, id: 'a1' }, allowed: true },
    { email: null, name: null, id: 'a1' },
  ],
  [{ person: { ...person, maySearch: true } }, person],
  [{ person: { ...person, maySearch: false } }, { ...person, maySearch: false }],
])('reads the person of %j', (json, expected) => {
  expect(readSession(json).person).toEqual(expected)
})

test('allows access only for `true`, and ignores an invalid time', () => {
  expect(readSession({ signIn: 'saml', person, allowed: 'true', until: 'soon' })).toEqual({
    signIn: null,
    person,
    allowed: false,
    until: null,
  })
  expect(() => readSession('ok')).toThrow('no session')
})

test('does not fetch where no sign-in is configured', () => {
  expect(sessionQuery().enabled).toBe(true)
  signIn.content = ''
  expect(sessionQuery().enabled).toBe(false)
})
