// `npm run doctor`, as a person runs it.
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'

import { freePort, startProvider } from '../support/identity/identity.ts'
import { cleanEnvironment, root } from '../support/servers.ts'
import { expect, token } from '../support/test.ts'
import { liveAgainst, test } from '../support/upstream.ts'

const path = '/api/partner/v2/chats/45'

/** Runs `npm run doctor` as a person does; it ends by itself. */
async function doctor(env: Record<string, string>, ...args: string[]): Promise<{ said: string; code: number }> {
  return await new Promise((resolve) => {
    execFile(
      'npm',
      ['run', '--silent', 'doctor', '--', ...args],
      { cwd: root, env: { ...cleanEnvironment(), PORT: '0', ...env } },
      (error, stdout, stderr) =>
        resolve({ said: stdout + stderr, code: typeof error?.code === 'number' ? error.code : 0 }),
    )
  })
}

/** What it has to say where something is wrong. */
async function says(env: Record<string, string>, words: RegExp) {
  const { said, code } = await doctor(env)
  expect(said).toMatch(words)
  expect(code, said).toBe(1)
  expect(said).not.toMatch(/session-secret|e2e-token/)
}

test('npm run doctor finds nothing wrong where nothing is, with one lookup', async ({ upstream, folder }) => {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const provider = await startProvider({ clientId: 'console', redirectUri: `${origin}/auth/callback` })
  const { said, code } = await doctor(
    {
      ...liveAgainst(upstream),
      PORT: String(port),
      PUBLIC_ORIGIN: origin,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: 'console',
      SESSION_SECRET: 'session-secret-of-the-test-0123456789',
      ALLOWED_DOMAINS: 'example.com',
      AUDIT_LOG: join(folder, 'audit.jsonl'),
    },
    '45',
  )
  expect(said).toContain('the token is accepted: chat 45 was read')
  expect(said).toMatch(/Audit log: .*audit\.jsonl is not there yet.* The lookup that this check makes is not in it\./)
  expect(said).toContain(`Register ${origin}/auth/callback`)
  expect(said).toContain('Clock: it agrees')
  expect(said).toContain('Nothing is wrong.')
  expect(code).toBe(0)
  expect(upstream.asked.map(({ line }) => line)).toEqual([`GET ${path}`])
  expect(said).not.toMatch(/session-secret|e2e-token|John/)
  expect(readdirSync(folder), 'looking leaves nothing behind').toEqual([])
  await provider.stop()
})

test('npm run doctor says what is wrong and how to mend it', async ({ upstream, folder }) => {
  const sign = {
    PUBLIC_ORIGIN: 'http://127.0.0.1:9',
    OIDC_CLIENT_ID: 'console',
    SESSION_SECRET: 'session-secret-of-the-test-0123456789',
    ALLOWED_DOMAINS: 'example.com',
  }
  await says({ PORT: 'http' }, /WRONG +Settings: PORT is "http"\. Set it/)
  await says(
    { LINQ_TOKEN: token },
    /WRONG +Settings: LINQ_TOKEN is not a setting .* Did you mean LINQ_INTEGRATION_TOKEN\?/,
  )
  await says({ AUDIT_LOG: join(folder, 'no', 'audit') }, /WRONG +Audit log: .*ENOENT.*Set AUDIT_LOG/)
  upstream.answer = (_, response) => response.writeHead(401).end()
  await says(liveAgainst(upstream), /WRONG +Linq: the token is refused \(401\)\. Set LINQ_INTEGRATION_TOKEN/)
  upstream.answer = (_, response) => response.writeHead(302, { location: 'https://elsewhere.test' }).end()
  await says(liveAgainst(upstream), /WRONG +Linq: .* redirects \(302\).*LINQ_BASE_URL/)
  upstream.answer = (_, response) =>
    response
      .writeHead(404, { date: new Date(Date.now() - 300_000).toUTCString() })
      .end('{"errors":[{"status":404,"code":"not_found","title":"Not Found","detail":"Chat not found"}]}')
  // A date has whole seconds, and a loaded machine takes some more until it reads it.
  await says(
    liveAgainst(upstream),
    /Linq: the token is accepted; there is no chat 1[^]*WRONG +Clock: .*by 3[0-9]{2} s.*NTP/,
  )
  const gone = await freePort()
  await says(
    { LINQ_BASE_URL: `http://127.0.0.1:${gone}`, LINQ_INTEGRATION_TOKEN: token },
    /WRONG +Linq: .*ECONNREFUSED.*Check LINQ_BASE_URL/,
  )
  await says({ ...sign, OIDC_ISSUER: `http://127.0.0.1:${gone}` }, /WRONG +Sign-in: .*ECONNREFUSED.*Check OIDC_ISSUER/)
  const other = createServer((_, response) => response.end('{"issuer":"https://elsewhere.test"}'))
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  await says({ ...sign, OIDC_ISSUER: issuer }, /WRONG +Sign-in: the provider calls itself "https:\/\/elsewhere\.test"/)
  other.close()
})

test('npm run doctor only warns of what no setting can mend', async ({ upstream }) => {
  upstream.answer = (_, response) => response.writeHead(503).end()
  const metrics = createServer()
  metrics.listen(0, '127.0.0.1')
  await once(metrics, 'listening')
  const address = metrics.address()
  const port = String(typeof address === 'object' ? address?.port : '')
  const { said, code } = await doctor({ ...liveAgainst(upstream), METRICS_PORT: port })
  metrics.close()
  expect(said).toMatch(
    /WARNING +Linq: the token could not be tried: Linq itself has a problem \(503\)\. Run this again later\./,
  )
  expect(said).toMatch(new RegExp(`WARNING +Metrics: ${port} is in use`))
  expect([said, code]).toEqual([expect.stringContaining('Nothing is wrong.'), 0])
})

test('npm run doctor takes no phone number for a chat id', async () => {
  const { said, code } = await doctor({}, '+15551234567')
  expect([said, code]).toEqual([expect.stringContaining('is no chat ID. Name one'), 1])
})

test('npm run doctor may be read by a tool that stops after the first line', async () => {
  const said = await new Promise<string>((resolve) => {
    const env = { ...cleanEnvironment(), PORT: '0' }
    execFile('sh', ['-c', 'npm run --silent doctor | head -1'], { cwd: root, env }, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    )
  })
  expect(said).toMatch(/^ok +Settings: [^\n]*\n$/)
})
