// What `npm run doctor` finds and says.
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

/** Runs the program of `npm run doctor`; it ends by itself. `commands.e2e.ts` runs it with npm, which takes as long again. */
async function doctor(env: Record<string, string>, ...args: string[]): Promise<{ output: string; code: number }> {
  return await new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'src/hosts/node/doctor/doctor.ts'), ...args],
      { cwd: root, env: { ...cleanEnvironment(), PORT: '0', ...env } },
      (error, stdout, stderr) =>
        resolve({ output: stdout + stderr, code: typeof error?.code === 'number' ? error.code : 0 }),
    )
  })
}

/** Expects an error that matches. */
async function expectError(env: Record<string, string>, message: RegExp) {
  const { output, code } = await doctor(env)
  expect(output).toMatch(message)
  expect(code, output).toBe(1)
  expect(output).not.toMatch(/session-secret|e2e-token/)
}

test('npm run doctor finds no error in a valid setup, with one lookup in each version of the API and a search', async ({
  upstream,
  folder,
}) => {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const provider = await startProvider({ clientId: 'console', redirectUri: `${origin}/auth/callback` })
  const { output, code } = await doctor(
    {
      ...liveAgainst(upstream),
      PORT: String(port),
      PUBLIC_ORIGIN: origin,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: 'console',
      SESSION_SECRET: 'session-secret-of-the-test-0123456789',
      ALLOWED_DOMAINS: 'example.com',
      FIND: 'on',
      AUDIT_LOG: join(folder, 'audit.jsonl'),
    },
    '45',
  )
  expect(output).toContain('the token is accepted: chat 45 was read')
  expect(output).toMatch(/Audit log: .*audit\.jsonl does not exist yet.* The doctor's own lookup is not in it\./)
  expect(output).toContain(`Register ${origin}/auth/callback`)
  expect(output).toContain('Search: it is on for everyone who may look up chats')
  expect(output).toContain('Clock: it matches')
  expect(output).toContain('No errors.')
  expect(code).toBe(0)
  expect(upstream.requests.map(({ line }) => line)).toEqual([
    `GET ${path}`,
    'GET /api/partner/v3/chats/00000000-0000-4000-8000-000000000000',
    'GET /api/partner/v3/chats?to=%2B12025550199&limit=100',
  ])
  expect(output).not.toMatch(/session-secret|e2e-token|John/)
  expect(readdirSync(folder), 'it creates no file').toEqual([])
  await provider.stop()
})

test('npm run doctor names each problem and its fix', async ({ upstream, folder }) => {
  const sign = {
    PUBLIC_ORIGIN: 'http://127.0.0.1:9',
    OIDC_CLIENT_ID: 'console',
    SESSION_SECRET: 'session-secret-of-the-test-0123456789',
    ALLOWED_DOMAINS: 'example.com',
  }
  await expectError({ PORT: 'http' }, /ERROR +Settings: PORT is "http"\. Set it/)
  await expectError(
    { LINQ_TOKEN: token },
    /ERROR +Settings: LINQ_TOKEN is not a setting .* Did you mean one of LINQ_INTEGRATION_TOKEN, /,
  )
  await expectError({ AUDIT_LOG: join(folder, 'no', 'audit') }, /ERROR +Audit log: .*ENOENT.*Set AUDIT_LOG/)
  upstream.respond = (_, response) => response.writeHead(401).end()
  await expectError(liveAgainst(upstream), /ERROR +Linq: the token is refused \(401\)\. Set LINQ_INTEGRATION_TOKEN/)
  upstream.respond = (_, response) => response.writeHead(302, { location: 'https://elsewhere.test' }).end()
  await expectError(liveAgainst(upstream), /ERROR +Linq: .* redirects \(302\).*LINQ_BASE_URL/)
  upstream.respond = (_, response) =>
    response
      .writeHead(404, { date: new Date(Date.now() - 300_000).toUTCString() })
      .end('{"errors":[{"status":404,"code":"not_found","title":"Not Found","detail":"Chat not found"}]}')
  // A Date header has whole seconds, and a loaded machine reads it later.
  await expectError(
    liveAgainst(upstream),
    /Linq: the token is accepted; there is no chat 1[^]*ERROR +Clock: .*by 3[0-9]{2} s.*NTP/,
  )
  const unusedPort = await freePort()
  await expectError(
    { LINQ_BASE_URL: `http://127.0.0.1:${unusedPort}`, LINQ_INTEGRATION_TOKEN: token },
    /ERROR +Linq: .*ECONNREFUSED.*Check LINQ_BASE_URL/,
  )
  await expectError(
    { ...sign, OIDC_ISSUER: `http://127.0.0.1:${unusedPort}` },
    /ERROR +Sign-in: .*ECONNREFUSED.*Check OIDC_ISSUER/,
  )
  const other = createServer((_, response) => response.end('{"issuer":"https://elsewhere.test"}'))
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  await expectError(
    { ...sign, OIDC_ISSUER: issuer },
    /ERROR +Sign-in: the provider's issuer is "https:\/\/elsewhere\.test"/,
  )
  other.close()
})

test('npm run doctor only warns about what no setting can fix', async ({ upstream }) => {
  upstream.respond = (_, response) => response.writeHead(503).end()
  const metrics = createServer()
  metrics.listen(0, '127.0.0.1')
  await once(metrics, 'listening')
  const address = metrics.address()
  const port = String(typeof address === 'object' ? address?.port : '')
  const { output, code } = await doctor({ ...liveAgainst(upstream), METRICS_PORT: port })
  metrics.close()
  expect(output).toMatch(
    /WARNING +Linq: the token could not be checked: Linq has a problem \(503\)\. Try again later\./,
  )
  expect(output).toMatch(new RegExp(`WARNING +Metrics: ${port} is in use`))
  expect([output, code]).toEqual([expect.stringContaining('No errors.'), 0])
})

test('npm run doctor refuses a phone number as a chat id', async () => {
  const { output, code } = await doctor({}, '+15551234567')
  expect([output, code]).toEqual([expect.stringContaining('is not a chat ID. Use one'), 1])
})

test('npm run doctor can be read by a tool that stops after the first line', async () => {
  const output = await new Promise<string>((resolve) => {
    const env = { ...cleanEnvironment(), PORT: '0' }
    execFile('sh', ['-c', 'npm run --silent doctor | head -1'], { cwd: root, env }, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    )
  })
  expect(output).toMatch(/^ok +Settings: [^\n]*\n$/)
})
