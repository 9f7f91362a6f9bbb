import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import { SettingsError } from '../settings/settings-error.ts'
import { runChecks } from './doctor/run-checks.ts'
import { readProcessSettings } from './process-settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'secrets-'))
afterAll(() => rmSync(folder, { recursive: true }))

let written = 0
function fileWith(content: string | Uint8Array): string {
  const path = join(folder, String((written += 1)))
  writeFileSync(path, content)
  return path
}

const secret = '0123456789abcdef0123456789abcdef'
const oidc = {
  PUBLIC_ORIGIN: 'https://console.example.com',
  OIDC_ISSUER: 'https://id.example.com',
  OIDC_CLIENT_ID: 'console',
  ALLOWED_DOMAINS: 'example.com',
}

test('reads each secret from its file', () => {
  const settings = readProcessSettings({
    ...oidc,
    LINQ_INTEGRATION_TOKEN_FILE: fileWith('token-1'),
    OIDC_CLIENT_SECRET_FILE: fileWith('client-secret'),
    SESSION_SECRET_FILE: fileWith(`${secret},${secret}x`),
  })
  expect(settings).toMatchObject({
    token: 'token-1',
    signIn: { clientSecret: 'client-secret', secrets: [secret, `${secret}x`] },
  })
})

test.each(['token-1\n', 'token-1\r\n', '\uFEFFtoken-1'])('reads %j as token-1', (content) => {
  expect(readProcessSettings({ LINQ_INTEGRATION_TOKEN_FILE: fileWith(content) }).token).toBe('token-1')
})

test('reads a file of 64 KiB', () => {
  const token = 'x'.repeat(64 * 1024)
  expect(readProcessSettings({ LINQ_INTEGRATION_TOKEN_FILE: fileWith(token) }).token).toBe(token)
})

const pipe = join(folder, 'pipe')
execFileSync('mkfifo', [pipe])

test.each([
  ['a missing file', '/nowhere/hunter2', /cannot be read \(ENOENT\)/],
  ['the secret itself', 'hunter2', /cannot be read \(ENOENT\)/],
  ['nothing', '', /cannot be read \(ENOENT\)/],
  ['a folder', folder, /cannot be read \(not a regular file\)/],
  ['a device', '/dev/zero', /cannot be read \(not a regular file\)/],
  ['a named pipe', pipe, /cannot be read \(not a regular file\)/],
  ['an empty file', fileWith(''), /an empty file/],
  ['a file with a line break alone', fileWith('\n'), /an empty file/],
  ['a larger file', fileWith(`hunter2${'x'.repeat(64 * 1024)}`), /larger than 64 KiB/],
  ['a file of bytes', fileWith(new Uint8Array([0xff, 0xfe, 0x00])), /not UTF-8 text/],
])('refuses %s, and names the variable and the fix', (_, path, problem) => {
  const read = () => readProcessSettings({ LINQ_INTEGRATION_TOKEN_FILE: path })
  expect(read).toThrow(SettingsError)
  expect(read).toThrow(/^LINQ_INTEGRATION_TOKEN_FILE names [^\n]+ Set it to the path of a file [^\n]+$/)
  expect(read).toThrow(problem)
  expect(read).not.toThrow('hunter2')
})

test('refuses a secret and its file together, even if one is empty', () => {
  for (const token of ['hunter2', ''])
    expect(() =>
      readProcessSettings({ LINQ_INTEGRATION_TOKEN: token, LINQ_INTEGRATION_TOKEN_FILE: fileWith('hunter3') }),
    ).toThrow('LINQ_INTEGRATION_TOKEN and LINQ_INTEGRATION_TOKEN_FILE are both set. Unset the one that is not used.')
})

test.each([
  ['LINQ_INTEGRATION_TOKEN', 'hunter2\n\n', /^LINQ_INTEGRATION_TOKEN has a space, line break/],
  ['SESSION_SECRET', 'hunter2', /^SESSION_SECRET is shorter than 32 characters/],
])('says that an unusable %s is from a file, without repeating it', (name, content, problem) => {
  const read = () =>
    readProcessSettings({ ...oidc, SESSION_SECRET_FILE: fileWith(secret), [`${name}_FILE`]: fileWith(content) })
  expect(read).toThrow(problem)
  expect(read).toThrow(new RegExp(` It was read from ${name}_FILE\\.$`))
  expect(read).not.toThrow('hunter2')
})

test('a misspelt name of a file is refused', () => {
  expect(() => readProcessSettings({ LINQ_TOKEN_FILE: '/run/secrets/token' })).toThrow(
    /^LINQ_TOKEN_FILE is not a setting .*LINQ_INTEGRATION_TOKEN_FILE/,
  )
})

test('the doctor reads the files too', async () => {
  const id = parseChatId('1')
  expect(id && (await runChecks({ LINQ_INTEGRATION_TOKEN_FILE: '/nowhere' }, id))).toEqual([
    {
      subject: 'Settings',
      level: 'error',
      message: expect.stringMatching(/^LINQ_INTEGRATION_TOKEN_FILE names a file/),
    },
  ])
})
