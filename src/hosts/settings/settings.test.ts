import { expect, test } from 'vitest'

import { SettingsError } from './settings-error.ts'
import { readSandboxAddress, readSettings } from './settings.ts'

test('has defaults for everything: sandbox data, on 127.0.0.1:8080', () => {
  expect(readSettings({})).toEqual({
    host: '127.0.0.1',
    port: 8080,
    origin: 'https://api.linqapp.com',
    token: null,
    v3Token: null,
    timeoutMs: 10_000,
    masked: false,
    publicOrigin: null,
    signIn: null,
    trustedProxies: [],
    strictTransport: null,
    frameAncestors: [],
    links: [],
    supportContact: null,
    lookupsPerMinute: 0,
    find: { secrets: [expect.any(String)], perMinute: 0, groups: [] },
    auditLog: 'stdout',
    logLevel: 'info',
    metrics: null,
  })
})

test('reads every variable', () => {
  expect(
    readSettings({
      HOST: '[::1]',
      PORT: '0',
      LINQ_BASE_URL: 'http://127.0.0.1:8081/',
      LINQ_INTEGRATION_TOKEN: 't',
      LINQ_V3_TOKEN: 't3',
      LINQ_TIMEOUT_MS: '1',
      MASK: 'always',
      PUBLIC_ORIGIN: 'http://localhost:9000/',
      TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      LINKS: 'CRM=https://crm.example.com/?phone={phone}',
      SUPPORT_CONTACT: 'help@example.com',
      FRAME_ANCESTORS: 'https://desk.example.com',
      LOOKUPS_PER_MINUTE: '5',
      FIND: 'on',
      FIND_PER_MINUTE: '3',
      FIND_SECRET: 'find-secret-of-the-test-0123456789, and-the-one-that-it-replaces-123',
      AUDIT_LOG: '/var/log/audit.jsonl',
      LOG_LEVEL: 'warn',
      METRICS_PORT: '9464',
    }),
  ).toEqual({
    host: '::1',
    port: 0,
    origin: 'http://127.0.0.1:8081',
    token: 't',
    v3Token: 't3',
    timeoutMs: 1,
    masked: true,
    publicOrigin: 'http://localhost:9000',
    signIn: null,
    trustedProxies: ['10.0.0.0/8', '::1'],
    strictTransport: null,
    frameAncestors: ['https://desk.example.com'],
    links: [{ name: 'CRM', url: 'https://crm.example.com/?phone={phone}' }],
    supportContact: 'mailto:help@example.com',
    lookupsPerMinute: 5,
    find: {
      secrets: ['find-secret-of-the-test-0123456789', 'and-the-one-that-it-replaces-123'],
      perMinute: 3,
      groups: [],
    },
    auditLog: '/var/log/audit.jsonl',
    logLevel: 'warn',
    metrics: { host: '127.0.0.1', port: 9464 },
  })
})

test('uses the token for API v3 too, unless that has its own', () => {
  expect(readSettings({ LINQ_INTEGRATION_TOKEN: 't' })).toMatchObject({ token: 't', v3Token: 't' })
})

test.each([
  [{ LINQ_V3_TOKEN: 't3' }, /^LINQ_V3_TOKEN is set, but LINQ_INTEGRATION_TOKEN is not/],
  [{ LINQ_INTEGRATION_TOKEN: 't', LINQ_V3_TOKEN: ' ' }, /^LINQ_V3_TOKEN is empty\. .* for API v3 too\.$/],
  [{ LINQ_INTEGRATION_TOKEN: 't', LINQ_V3_TOKEN: 'a\nb' }, /^LINQ_V3_TOKEN has a space, .* Authorization header/],
])('refuses %j, and does not repeat the token', (env, message) => {
  expect(() => readSettings(env)).toThrow(SettingsError)
  expect(() => readSettings(env)).toThrow(message)
  expect(() => readSettings(env)).not.toThrow(/t3|a\nb/)
})

test('limits lookups of live data by default', () => {
  expect(readSettings({ LINQ_INTEGRATION_TOKEN: 't' }).lookupsPerMinute).toBe(60)
  expect(readSettings({ LINQ_INTEGRATION_TOKEN: 't', LOOKUPS_PER_MINUTE: '0' }).lookupsPerMinute).toBe(0)
})

test('gives the sandbox server its own port', () => {
  expect(readSandboxAddress({})).toEqual({ host: '127.0.0.1', port: 8081 })
})

test('keeps the sandbox server on this machine', () => {
  expect(() => readSandboxAddress({ HOST: '0.0.0.0' })).toThrow(
    /^HOST is "0\.0\.0\.0", but the sandbox server is for this machine/,
  )
})

test.each([
  ['PORT', 'http', 'whole number from 0 to 65535'],
  ['PORT', '', 'whole number'],
  ['PORT', '65536', 'whole number'],
  ['PORT', '-1', 'whole number'],
  ['PORT', '80.5', 'whole number'],
  ['HOST', '0.0.0.0', 'HOST=127.0.0.1'],
  ['HOST', '192.168.1.4', 'HOST=127.0.0.1'],
  ['HOST', '', 'HOST=127.0.0.1'],
  ['MASK', '1', 'Set it to always'],
  ['MASK', '', 'Set it to always'],
  ['LINQ_TIMEOUT_MS', '0', 'from 1 to 600000'],
  ['LINQ_TIMEOUT_MS', '10s', 'milliseconds'],
  ['LINQ_BASE_URL', 'api.linqapp.com', 'not an http(s) URL'],
  ['LINQ_BASE_URL', '', 'not an http(s) URL'],
  ['LINQ_BASE_URL', 'ftp://api.linqapp.com', 'not an http(s) URL'],
  ['LINQ_BASE_URL', 'https://api.linqapp.com/api', 'an origin without a path'],
  ['LINQ_BASE_URL', 'https://me:secret@api.linqapp.com', 'user name or password'],
  ['LINQ_BASE_URL', 'http://api.linqapp.com', 'Use https'],
  ['LINQ_BASE_URL', 'http://localhost:8080', 'is this console itself'],
  ['HOST', '[::1', 'HOST=127.0.0.1'],
  ['HOST', '127.999.1.1', 'HOST=127.0.0.1'],
  ['LINQ_BASE_URL', 'http://127.0.0.1.example.com', 'Use https'],
  ['LINQ_INTEGRATION_TOKEN', '', 'unset it to use sandbox data'],
  ['LINQ_INTEGRATION_TOKEN', ' ', 'unset it to use sandbox data'],
  ['LINQ_INTEGRATION_TOKEN', 'secret\n', 'Copy the token again'],
  ['LINQ_INTEGRATION_TOKEN', 'sécret', 'Copy the token again'],
  ['LINQ_BASE_URL', 'https://*', 'Set it to one such as https://api.linqapp.com'],
  ['AUDIT_LOG', 'STDOUT', 'Set it to stdout, in lower case'],
  ['AUDIT_LOG', ' Stdout ', 'Set it to stdout, in lower case'],
  ['AUDIT_LOG', '-', 'Set it to stdout'],
  ['AUDIT_LOG', 'stderr', 'Set it to stdout'],
  ['LOG_LEVEL', 'debug', 'Set it to info, warn, error'],
  ['METRICS_PORT', '8080', "the console's own port"],
  ['METRICS_PORT', '', 'whole number'],
  ['METRICS_HOST', '0.0.0.0', 'METRICS_PORT is not'],
])('refuses %s=%j in one line that names it and the fix', (name, value, fix) => {
  const read = () => readSettings({ [name]: value })
  expect(read).toThrow(SettingsError)
  expect(read).toThrow(new RegExp(`^${name} [^\n]+$`))
  expect(read).toThrow(fix)
  expect(read).not.toThrow('secret')
})

test.each(['./STDOUT', 'stdout.jsonl', '/dev/stdout', 'audit'])('reads AUDIT_LOG=%j as a file', (auditLog) => {
  expect(readSettings({ AUDIT_LOG: auditLog }).auditLog).toBe(auditLog)
})

test('allows any free port for both the console and its metrics', () => {
  expect(readSettings({ PORT: '0', METRICS_PORT: '0' })).toMatchObject({ port: 0, metrics: { port: 0 } })
})

test.each(['0.0.0.0', '::', '[::]', '10.1.2.3', 'console.internal'])(
  'offers the metrics on %s, where it is named, without sign-in',
  (address) => {
    expect(readSettings({ METRICS_PORT: '9464', METRICS_HOST: address }).metrics).toEqual({
      host: address.replaceAll(/[[\]]/g, ''),
      port: 9464,
    })
  },
)

test.each(['', ' ', '0.0.0.0:9464/metrics', '*', '[::'])('refuses METRICS_HOST=%j', (address) => {
  expect(() => readSettings({ METRICS_PORT: '9464', METRICS_HOST: address })).toThrow(
    `METRICS_HOST is ${JSON.stringify(address)}. Set it to an address of this machine, such as 127.0.0.1 or 0.0.0.0.`,
  )
})
