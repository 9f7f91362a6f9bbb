import { expect, test } from 'vitest'

import { SettingsError } from './settings-error.ts'
import { readSettings } from './settings.ts'

const secret = '0123456789abcdef0123456789abcdef'
const oidc = {
  PUBLIC_ORIGIN: 'https://console.example.com',
  OIDC_ISSUER: 'https://id.example.com/tenant',
  OIDC_CLIENT_ID: 'console',
  SESSION_SECRET: secret,
  ALLOWED_DOMAINS: '@Example.com',
}
const proxy = {
  PUBLIC_ORIGIN: 'https://console.example.com',
  ACCESS_JWT_HEADER: 'Cf-Access-Jwt-Assertion',
  ACCESS_JWT_ISSUER: 'https://team.cloudflareaccess.com',
  ACCESS_JWT_AUDIENCE: 'aud',
  ACCESS_JWT_KEYS: 'https://team.cloudflareaccess.com/cdn-cgi/access/certs',
}

test('reads OpenID Connect', () => {
  expect(readSettings({ ...oidc, HOST: '0.0.0.0' }).signIn).toEqual({
    kind: 'oidc',
    issuer: 'https://id.example.com/tenant',
    clientId: 'console',
    clientSecret: null,
    scopes: 'openid email profile',
    groupsClaim: 'groups',
    secrets: [secret],
    allowed: { emails: [], domains: ['example.com'], groups: [], everyone: false },
  })
})

test('reads every variable of OpenID Connect', () => {
  const more = {
    OIDC_CLIENT_SECRET: 's',
    OIDC_SCOPES: 'openid groups',
    GROUPS_CLAIM: 'roles',
    SESSION_SECRET: `${secret}, ${secret}2`,
    ALLOWED_DOMAINS: '*',
    ALLOWED_EMAILS: 'Ann@example.com, bob@example.com',
    ALLOWED_GROUPS: 'Support',
  }
  expect(readSettings({ ...oidc, ...more }).signIn).toMatchObject({
    clientSecret: 's',
    scopes: 'openid groups',
    groupsClaim: 'roles',
    secrets: [secret, `${secret}2`],
    allowed: {
      emails: ['ann@example.com', 'bob@example.com'],
      domains: [],
      groups: ['Support'],
      everyone: true,
    },
  })
})

test('reads an identity-aware proxy, which decides itself who may enter', () => {
  expect(readSettings({ ...proxy, HOST: '0.0.0.0' }).signIn).toEqual({
    kind: 'proxy',
    header: 'cf-access-jwt-assertion',
    issuer: 'https://team.cloudflareaccess.com',
    audience: 'aud',
    keys: 'https://team.cloudflareaccess.com/cdn-cgi/access/certs',
    groupsClaim: 'groups',
    allowed: { emails: [], domains: [], groups: [], everyone: false },
  })
})

test.each([
  'host',
  'Cookie',
  'connection',
  'content-length',
  'transfer-encoding',
  'origin',
  'sec-fetch-site',
  'x-forwarded-for',
])('refuses ACCESS_JWT_HEADER=%s, which has another use', (header) => {
  expect(() => readSettings({ ...proxy, ACCESS_JWT_HEADER: header })).toThrow(
    `ACCESS_JWT_HEADER is "${header.toLowerCase()}", which HTTP, browsers or proxies use for something else. Set it to the header`,
  )
})

test('reads addresses in upper case, and domains with or without an @', () => {
  const some = {
    ALLOWED_EMAILS: "Ann.O'Neil+chat@Mail.Example.com",
    ALLOWED_DOMAINS: '@a.example, B.EXAMPLE, localhost',
  }
  expect(readSettings({ ...oidc, ...some }).signIn?.allowed).toMatchObject({
    emails: ["ann.o'neil+chat@mail.example.com"],
    domains: ['a.example', 'b.example', 'localhost'],
  })
})

test('reads origins by name, by IP address and with a port', () => {
  const origins = [
    'https://desk.example.com',
    'https://10.0.0.1:8443',
    'https://[2001:db8::1]',
    'http://localhost:3000',
  ]
  expect(readSettings({ FRAME_ANCESTORS: origins.join(',') }).frameAncestors).toEqual(origins)
})

const without = (name: string, of: Record<string, string>) =>
  Object.fromEntries(Object.entries(of).filter(([key]) => key !== name))

test.each([
  ['HOST', { HOST: '0.0.0.0' }, /sign-in is not set up.*HOST=127\.0\.0\.1.*OIDC_ISSUER.*ACCESS_JWT_HEADER/],
  ['PUBLIC_ORIGIN', { PUBLIC_ORIGIN: 'https://console.example.com' }, /sign-in is not set up/],
  ['PUBLIC_ORIGIN', { ...without('PUBLIC_ORIGIN', oidc) }, /sends people back to it/],
  ['PUBLIC_ORIGIN', { ...without('PUBLIC_ORIGIN', proxy), HOST: '0.0.0.0' }, /only answers to host names it knows/],
  ['PUBLIC_ORIGIN', { ...oidc, PUBLIC_ORIGIN: 'http://console.example.com' }, /plain http/],
  ['PUBLIC_ORIGIN', { ...oidc, PUBLIC_ORIGIN: 'https://console.example.com/x' }, /without a path/],
  ['OIDC_ISSUER', without('OIDC_ISSUER', oidc), /needs OIDC_ISSUER, OIDC_CLIENT_ID/],
  ['OIDC_ISSUER', { ...oidc, OIDC_ISSUER: 'http://id.example.com' }, /plain http/],
  ['OIDC_CLIENT_ID', without('OIDC_CLIENT_ID', oidc), /is not set/],
  ['OIDC_CLIENT_SECRET', { ...oidc, OIDC_CLIENT_SECRET: '' }, /is empty/],
  ['OIDC_SCOPES', { ...oidc, OIDC_SCOPES: 'email' }, /include openid/],
  ['SESSION_SECRET', without('SESSION_SECRET', oidc), /openssl rand/],
  ['SESSION_SECRET', { ...oidc, SESSION_SECRET: 'hunter2' }, /shorter than 32/],
  ['SESSION_SECRET', { ...oidc, SESSION_SECRET: `${secret},hunter2` }, /shorter than 32/],
  ['ALLOWED_DOMAINS', without('ALLOWED_DOMAINS', oidc), /everyone with an account/],
  ['ALLOWED_DOMAINS', { ...oidc, ALLOWED_DOMAINS: ' , ' }, /is empty/],
  ['ALLOWED_EMAILS', { ALLOWED_EMAILS: 'ann@example.com' }, /sign-in is not set up/],
  ['SESSION_SECRET', { SESSION_SECRET: secret }, /sign-in is not set up/],
  ['OIDC_*', { ...oidc, ...proxy }, /both set/],
  ['ACCESS_JWT_AUDIENCE', without('ACCESS_JWT_AUDIENCE', proxy), /is not set/],
  ['ACCESS_JWT_HEADER', { ...proxy, ACCESS_JWT_HEADER: 'two words' }, /a header's name/],
  ['ACCESS_JWT_KEYS', { ...proxy, ACCESS_JWT_KEYS: 'http://team.example.com/certs' }, /plain http/],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.0/33' }, /IP addresses or networks/],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: 'nginx' }, /IP addresses or networks/],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.999' }, /IP addresses or networks/],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '01.2.3.4' }, /IP addresses or networks/],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.00' }, /IP addresses or networks/],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.0/08' }, /IP addresses or networks/],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '::1]@[::1' }, /IP addresses or networks/],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '::1::' }, /IP addresses or networks/],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '::1/129' }, /IP addresses or networks/],
  ['FRAME_ANCESTORS', { FRAME_ANCESTORS: 'desk.example.com' }, /not an http\(s\) URL/],
  ['FRAME_ANCESTORS', { FRAME_ANCESTORS: "https://desk.example.com; script-src 'unsafe-inline'" }, /http\(s\)|path/],
  ['FRAME_ANCESTORS', { FRAME_ANCESTORS: 'https://*' }, /letters, digits, dots and hyphens/],
  ['FRAME_ANCESTORS', { FRAME_ANCESTORS: 'https://*.example.com' }, /letters, digits, dots and hyphens/],
  ['FRAME_ANCESTORS', { FRAME_ANCESTORS: 'https://a.example;script-src' }, /letters, digits, dots and hyphens/],
  ['PUBLIC_ORIGIN', { ...oidc, PUBLIC_ORIGIN: 'https://console.example.com;' }, /letters, digits, dots and hyphens/],
  ['PUBLIC_ORIGIN', { ...oidc, PUBLIC_ORIGIN: 'https://console.example.com.' }, /letters, digits, dots and hyphens/],
  ['PUBLIC_ORIGIN', { ...oidc, PUBLIC_ORIGIN: 'https://console..example.com' }, /letters, digits, dots and hyphens/],
  ['OIDC_ISSUER', { ...oidc, OIDC_ISSUER: 'https://id.example.com/t/.well-known/openid-configuration' }, /Remove it/],
  ['OIDC_ISSUER', { ...oidc, OIDC_ISSUER: 'https://id.example.com/.well-known/openid-configuration/' }, /Remove it/],
  ['SESSION_SECRET', { ...oidc, SESSION_SECRET: 'hunter2'.repeat(5) }, /different characters.*openssl rand/],
  ['SESSION_SECRET', { ...oidc, SESSION_SECRET: `${secret},${'hunter2'.repeat(5)}` }, /different characters/],
  [
    'ALLOWED_DOMAINS',
    { ...oidc, ALLOWED_DOMAINS: '*.example.com' },
    /comma-separated domains such as example\.com.*without wildcards/,
  ],
  ['ALLOWED_DOMAINS', { ...oidc, ALLOWED_DOMAINS: 'ann@example.com' }, /ALLOWED_EMAILS/],
  ['ALLOWED_DOMAINS', { ...oidc, ALLOWED_DOMAINS: '@@example.com' }, /such as example\.com/],
  ['ALLOWED_DOMAINS', { ...oidc, ALLOWED_DOMAINS: 'a.example;b.example' }, /comma-separated/],
  ['ALLOWED_DOMAINS', { ...oidc, ALLOWED_DOMAINS: 'a.example b.example' }, /comma-separated/],
  ['ALLOWED_DOMAINS', { ...oidc, ALLOWED_DOMAINS: 'https://a.example' }, /such as example\.com/],
  ['ALLOWED_DOMAINS', { ...oidc, ALLOWED_DOMAINS: 'bücher.example' }, /such as example\.com/],
  ['ALLOWED_DOMAINS', { ...oidc, ALLOWED_DOMAINS: 'a.example.' }, /such as example\.com/],
  ['ALLOWED_DOMAINS', { ...oidc, ALLOWED_DOMAINS: '@*' }, /such as example\.com/],
  ['ALLOWED_DOMAINS', { ...oidc, ALLOWED_DOMAINS: '*, example.com' }, /everyone.*\* alone/],
  ['ALLOWED_EMAILS', { ...oidc, ALLOWED_EMAILS: 'ann' }, /such as ann@example\.com/],
  ['ALLOWED_EMAILS', { ...oidc, ALLOWED_EMAILS: '@example.com' }, /ALLOWED_DOMAINS/],
  ['ALLOWED_EMAILS', { ...oidc, ALLOWED_EMAILS: '*@example.com' }, /ALLOWED_DOMAINS/],
  ['ALLOWED_EMAILS', { ...oidc, ALLOWED_EMAILS: 'ann@' }, /such as ann@example\.com/],
  ['ALLOWED_EMAILS', { ...oidc, ALLOWED_EMAILS: 'ann@bob@example.com' }, /such as ann@example\.com/],
  ['ALLOWED_EMAILS', { ...oidc, ALLOWED_EMAILS: 'ann@a.example;bob@a.example' }, /comma-separated/],
  ['ALLOWED_EMAILS', { ...oidc, ALLOWED_EMAILS: 'Ann <ann@example.com>' }, /such as ann@example\.com/],
  ['ALLOWED_EMAILS', { ...proxy, ALLOWED_EMAILS: 'änn@example.com' }, /such as ann@example\.com/],
  ['ALLOWED_EMAILS', { ...proxy, ALLOWED_EMAILS: 'ann@10.0.0.1' }, /such as ann@example\.com/],
  ['ALLOWED_EMAILS', { ...proxy, ALLOWED_EMAILS: 'ann%evil.test@example.com' }, /such as ann@example\.com/],
  ['ALLOWED_EMAILS', { ...proxy, ALLOWED_EMAILS: '\u212Aim@example.com' }, /such as ann@example\.com/],
  ['ALLOWED_DOMAINS', { ...oidc, ALLOWED_DOMAINS: '\u212Ax.example' }, /such as example\.com/],
  ['ALLOWED_DOMAINS', { ...oidc, ALLOWED_DOMAINS: '10.0.0.1' }, /such as example\.com/],
  ['ALLOWED_DOMAINS', { ...oidc, ALLOWED_DOMAINS: `${'a'.repeat(64)}.example` }, /such as example\.com/],
  ['ACCESS_JWT_HEADER', { ...proxy, ACCESS_JWT_HEADER: 'x-\u212Aey' }, /a header's name/],
  ['LOOKUPS_PER_MINUTE', { LOOKUPS_PER_MINUTE: 'many' }, /whole number/],
  ['LOG_LEVEL', { LOG_LEVEL: 'loud' }, /Set it to info, warn, error/],
  ['METRICS_PORT', { METRICS_PORT: '99999' }, /whole number/],
  ['AUDIT_LOG', { AUDIT_LOG: '' }, /is empty/],
])('refuses a wrong %s (%j) in one line that names it and the fix', (name, env, fix) => {
  const read = () => readSettings(env)
  expect(read).toThrow(SettingsError)
  expect(read).toThrow(fix)
  expect(read).not.toThrow('hunter2')
  expect(read).not.toThrow('\n')
  try {
    read()
  } catch (error) {
    expect(String(error)).toContain(`SettingsError: ${name} `)
  }
})
