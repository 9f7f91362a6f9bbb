import { expect, test } from 'vitest'

import { SettingsError } from './settings-error.ts'
import { readSettings } from './settings.ts'

const FIND_SECRET = 'find-secret-of-the-test-0123456789'
const live = { LINQ_INTEGRATION_TOKEN: 't' }
const team = {
  ...live,
  HOST: '0.0.0.0',
  PUBLIC_ORIGIN: 'https://console.example.com',
  ACCESS_JWT_HEADER: 'cf-access-jwt-assertion',
  ACCESS_JWT_ISSUER: 'https://team.cloudflareaccess.com',
  ACCESS_JWT_AUDIENCE: 'aud',
  ACCESS_JWT_KEYS: 'https://team.cloudflareaccess.com/cdn-cgi/access/certs',
}

test('live data can be searched only with FIND=on, ten times a minute', () => {
  expect(readSettings(live).find).toBeNull()
  expect(readSettings({ ...live, FIND: 'off' }).find).toBeNull()
  expect(readSettings({ ...live, FIND: 'on' }).find).toMatchObject({ perMinute: 10, groups: [] })
  expect(readSettings(team).find).toBeNull()
})

test('sandbox data can always be searched', () => {
  expect(readSettings({}).find).toMatchObject({ perMinute: 0, groups: [] })
  expect(readSettings({ FIND_PER_MINUTE: '2' }).find).toMatchObject({ perMinute: 2 })
  expect(readSettings({ ...team, LINQ_INTEGRATION_TOKEN: undefined }).find).not.toBeNull()
})

test('on this machine each process has a secret of its own', () => {
  const secrets = [1, 2].map(() => readSettings({ ...live, FIND: 'on' }).find?.secrets[0] ?? '')
  expect(secrets[0]).not.toBe(secrets[1])
  expect(secrets[0]?.length).toBeGreaterThan(32)
  expect(readSettings({ ...live, FIND: 'on', FIND_SECRET }).find?.secrets).toEqual([FIND_SECRET])
})

test('a team has groups that may search, which are read from the claims too', () => {
  const { find, signIn } = readSettings({ ...team, FIND: 'on', FIND_SECRET, FIND_GROUPS: 'leads, Fraud' })
  expect(find).toEqual({ secrets: [FIND_SECRET], perMinute: 10, groups: ['leads', 'Fraud'] })
  expect(signIn?.allowed).toMatchObject({ groups: [], findGroups: ['leads', 'Fraud'] })
})

test.each([
  ['FIND', { ...live, FIND: 'yes' }, /Set it to on or off/],
  ['FIND', { ...live, FIND: 'ON' }, /Set it to on or off/],
  ['FIND', { ...live, FIND: '' }, /Set it to on or off/],
  ['FIND', { FIND: 'on' }, /LINQ_INTEGRATION_TOKEN is not, .*unset FIND/],
  ['FIND', { FIND: 'off' }, /LINQ_INTEGRATION_TOKEN is not, .*unset FIND/],
  ['FIND_PER_MINUTE', { ...live, FIND_PER_MINUTE: '10' }, /Set FIND=on as well, or unset it/],
  ['FIND_SECRET', { ...live, FIND: 'off', FIND_SECRET }, /Set FIND=on as well, or unset it/],
  ['FIND_GROUPS', { ...team, FIND_GROUPS: 'leads' }, /Set FIND=on as well, or unset it/],
  ['FIND_PER_MINUTE', { ...live, FIND: 'on', FIND_PER_MINUTE: 'ten' }, /whole number from 0 .* for 10\.$/],
  ['FIND_GROUPS', { ...live, FIND: 'on', FIND_GROUPS: 'leads' }, /sign-in is not set up/],
  ['FIND_GROUPS', { ...team, FIND: 'on', FIND_SECRET, FIND_GROUPS: ' , ' }, /is empty/],
  ['FIND_SECRET', { ...team, FIND: 'on' }, /the same in each process/],
  ['FIND_SECRET', { ...live, FIND: 'on', PUBLIC_ORIGIN: 'http://localhost', FIND_SECRET: 'short' }, /shorter than 32/],
  ['FIND_SECRET', { ...live, FIND: 'on', FIND_SECRET: 'hunter2-'.repeat(8) }, /different characters/],
  ['HOST', { ...live, FIND: 'on', FIND_SECRET, HOST: '0.0.0.0' }, /sign-in is not set up\. .*OIDC_ISSUER/],
  ['PUBLIC_ORIGIN', { ...live, FIND: 'on', FIND_SECRET, PUBLIC_ORIGIN: 'https://console.example.com' }, /sign-in/],
])('refuses a wrong %s (%j), naming it and the fix', (name, env, fix) => {
  expect(() => readSettings(env)).toThrow(SettingsError)
  expect(() => readSettings(env)).toThrow(fix)
  expect(() => readSettings(env)).toThrow(new RegExp(`^${name} `))
  expect(() => readSettings(env)).not.toThrow(/hunter2|find-secret/)
})
