import { expect, test } from 'vitest'

import { SettingsError } from './settings-error.ts'
import { readEdgeSettings } from './edge.ts'

const proxy = {
  PUBLIC_ORIGIN: 'https://console.example.com',
  ACCESS_JWT_HEADER: 'cf-access-jwt-assertion',
  ACCESS_JWT_ISSUER: 'https://team.cloudflareaccess.com',
  ACCESS_JWT_AUDIENCE: 'aud',
  ACCESS_JWT_KEYS: 'https://team.cloudflareaccess.com/cdn-cgi/access/certs',
}

test('reads a worker’s variables, and ignores its bindings', () => {
  expect(readEdgeSettings({ ...proxy, ASSETS: { fetch: () => {} }, MASK: 'always' })).toMatchObject({
    publicOrigin: 'https://console.example.com',
    masked: true,
    auditLog: 'stdout',
    signIn: { kind: 'proxy' },
  })
})

test.each([
  ['OIDC_ISSUER', { PUBLIC_ORIGIN: 'https://console.example.com' }, /a worker is on the internet/],
  ['OIDC_ISSUER', {}, /a worker is on the internet/],
  ['AUDIT_LOG', { ...proxy, AUDIT_LOG: '/var/log/audit.jsonl' }, /platform’s log/],
  ['HOST', { ...proxy, HOST: '127.0.0.1' }, /Unset it/],
  ['PORT', { ...proxy, PORT: '8080' }, /Unset it/],
  ['METRICS_HOST', { ...proxy, METRICS_HOST: '0.0.0.0' }, /Unset it/],
  ['METRICS_PORT', { ...proxy, METRICS_PORT: '9464' }, /Unset it/],
  ['TRUSTED_PROXIES', { ...proxy, TRUSTED_PROXIES: '10.0.0.0/8' }, /Unset it/],
  ['LINQ_INTEGRATION_TOKEN_FILE', { ...proxy, LINQ_INTEGRATION_TOKEN_FILE: '/x' }, /no files, .*Unset it/],
  ['OIDC_CLIENT_SECRET_FILE', { ...proxy, OIDC_CLIENT_SECRET_FILE: '/x' }, /no files, .*Unset it/],
  ['FIND_SECRET_FILE', { ...proxy, FIND_SECRET_FILE: '/x' }, /no files, .*Unset it/],
  ['FIND_SECRET', { ...proxy, LINQ_INTEGRATION_TOKEN: 't', FIND: 'on' }, /the same in each process/],
  ['SESSION_SECRET_FILE', { ...proxy, SESSION_SECRET_FILE: '/x' }, /no files, .*Unset it/],
  [
    'OIDC_ISUER',
    { PUBLIC_ORIGIN: 'https://console.example.com', OIDC_ISUER: 'https://id.example.com' },
    /one of OIDC_ISSUER, /,
  ],
  ['PUBLIC_ORIGIN', { ...proxy, PUBLIC_ORIGIN: undefined }, /names it knows/],
])('refuses a wrong %s (%j), naming it and the fix', (name, env, fix) => {
  expect(() => readEdgeSettings(env)).toThrow(SettingsError)
  expect(() => readEdgeSettings(env)).toThrow(fix)
  expect(() => readEdgeSettings(env)).toThrow(new RegExp(`^${name} `))
})
