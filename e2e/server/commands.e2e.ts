// The README's commands, run through npm as a person runs them.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { documentedChat } from '../../src/linq/v2/example.ts'
import { cleanEnvironment, root, untilListening } from '../support/servers.ts'
import { expect, token } from '../support/test.ts'
import { documented, test } from '../support/upstream.ts'

const npm = (script: string, env: Record<string, string> = {}): ChildProcess =>
  spawn('npm', script === 'start' ? ['start'] : ['run', script], {
    cwd: root,
    env: { ...cleanEnvironment(), PORT: '0', ...env },
    detached: true,
  })

/** Ends the processes that a test may have left: npm's process group. */
function endGroup({ pid }: ChildProcess) {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // No process is left, as expected.
  }
}

const answers = async (url: string) => {
  try {
    return (await fetch(`${url}/healthz`)).ok
  } catch {
    return false
  }
}

/** Whether a process of the group is running. */
function isRunning({ pid }: ChildProcess): boolean {
  try {
    return pid !== undefined && process.kill(-pid, 0)
  } catch {
    return false
  }
}

/** Waits until no process of the group is left. It is checked often, since tests wait for nothing else. */
const expectEnd = async (started: ChildProcess) =>
  await expect.poll(() => isRunning(started), { intervals: [50], timeout: 20_000 }).toBe(false)

/** Sends SIGTERM to a command during its build, or while its server starts. */
async function expectEarlyEnd(script: string) {
  const started = npm(script)
  try {
    await new Promise((resolve) => setTimeout(resolve, 700))
    started.kill('SIGTERM')
    await expectEnd(started)
  } finally {
    endGroup(started)
  }
}

/** Runs a command that ends by itself. */
async function runToEnd(program: string, args: string[], env: Record<string, string> = { PORT: 'http' }) {
  const child = spawn(program, args, { cwd: root, env: { ...cleanEnvironment(), ...env } })
  const printed = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].on('data', (chunk) => (printed[stream] += String(chunk)))
  const [code] = await once(child, 'close')
  return { code, ...printed }
}

/** Starts a command with a setting that it cannot use, and expects one line that says so. */
async function expectMistake(program: string, args: string[], [variable, value]: [string, string], message: RegExp) {
  const { code, stdout, stderr } = await runToEnd(program, args, { [variable]: value })
  const lines = `${stdout}${stderr}`.trim().split('\n')
  expect(lines, variable).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? ''), variable).toEqual({
    level: 'error',
    time: expect.any(String),
    message: expect.stringMatching(message),
  })
  expect(code, variable).toBe(1)
}

/** Starts a program with a port that another server listens on. */
async function expectPortInUse(program: string, args: string[]) {
  const { port, release } = await takePort()
  const message = new RegExp(`^Port ${port} is in use\\. Set PORT to a free one`)
  await expectMistake(program, args, ['PORT', port], message)
  release()
}

/** A port that another server listens on. */
async function takePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return { port: String(typeof address === 'object' ? address?.port : ''), release: () => server.close() }
}

/**
 * Expects what a program prints without starting: with an invalid setting, which one that starts would report.
 * @param withNpm the arguments that run it with npm, for its help only, since npm takes as long again.
 */
async function expectHelp(file: string, withNpm?: string[]) {
  const help = withNpm
    ? await runToEnd('npm', [...withNpm, '--help'])
    : await runToEnd(process.execPath, [file, '--help'])
  expect(help).toMatchObject({ code: 0, stderr: '' })
  expect(help.stdout).toMatch(/^Linq chat console \d+\.\d+\.\d+/)
  expect(help.stdout).toMatch(/^ {2}LINQ_INTEGRATION_TOKEN +Your Linq account/m)
  const version = await runToEnd(process.execPath, [file, '--version'])
  expect(version).toMatchObject({ code: 0, stderr: '' })
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+(?:\+[0-9a-f]+)?\n$/)
  const unknown = await runToEnd(process.execPath, [file, '--port', '9000'])
  expect(unknown).toMatchObject({ code: 2, stdout: '' })
  expect(unknown.stderr).toMatch(/^--port is not an option of this command\. [^\n]*\n$/)
}

// They build into the same folder, so they run one after the other.
test.describe('npm start', () => {
  test.describe.configure({ mode: 'default' })

  test('SIGTERM before it listens leaves no process behind', async () => await expectEarlyEnd('start'))

  test('it prints its URL and the source of its data, and SIGINT leaves no process behind', async ({ page }) => {
    const started = npm('start')
    try {
      const server = await untilListening(started)
      await expect.poll(server.output).toContain('Sandbox data. Set LINQ_INTEGRATION_TOKEN to read live chats.')
      expect(server.output()).toMatch(/"Chat console on http:\/\/127\.0\.0\.1:\d+ \(version /)
      await page.goto(`${server.url}/chats/45`)
      await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
      expect(await answers(server.url)).toBe(true)
      // A terminal's Ctrl-C goes to the process group; a service manager's SIGTERM to npm only.
      process.kill(-(started.pid ?? 0), 'SIGINT')
      await expectEnd(started)
      expect(await answers(server.url)).toBe(false)
    } finally {
      endGroup(started)
    }
  })

  test('no built file contains its token; SIGTERM completes a lookup in progress, and leaves no process behind', async ({
    upstream,
  }) => {
    const started = npm('start', { LINQ_INTEGRATION_TOKEN: token, LINQ_BASE_URL: upstream.url })
    try {
      const server = await untilListening(started)
      const files = ['dist/client', 'dist/server'].flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name)),
      )
      expect(files.length).toBeGreaterThan(10)
      for (const file of files) {
        const content = readFileSync(file, 'latin1')
        expect(content, file).not.toContain(token)
        expect(content, file).not.toContain('mockServiceWorker')
        if (!file.includes('server.js')) expect(content, file).not.toContain('sandbox-trace')
        expect(file).not.toContain('mockServiceWorker')
      }

      const release = Promise.withResolvers<void>()
      upstream.respond = (request, response) => void release.promise.then(() => documented(request, response))
      const running = fetch(`${server.url}/api/partner/v2/chats/45`)
      await expect.poll(() => upstream.requests.length).toBe(1)
      started.kill('SIGTERM')
      await expect.poll(() => answers(server.url), { intervals: [50] }).toBe(false)
      release.resolve()
      expect((await running).status).toBe(200)
      await expectEnd(started)
    } finally {
      endGroup(started)
    }
  })

  // These run what the commands above have built, without building it again.
  test('a port in use ends the built server with one JSON line and exit code 1', async () => {
    await expectPortInUse(process.execPath, ['dist/server/server.js'])
  })

  test('the built server prints its help and version, and refuses an unknown option, without starting', async () => {
    await expectHelp('dist/server/server.js')
  })
})

// Both use the cache of Vite's dev server.
test.describe('npm run dev', () => {
  test.describe.configure({ mode: 'default' })

  test('SIGTERM before it listens leaves no process behind', async () => await expectEarlyEnd('dev'))

  test('a port in use ends it with one JSON line and exit code 1', async () => {
    await expectPortInUse('npm', ['run', 'dev', '--silent'])
  })

  test('it serves the page with the same gateway', async ({ page }) => {
    const started = npm('dev')
    try {
      const { url } = await untilListening(started)
      await page.goto(`${url}/chats/45`)
      await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
      await expect(page.locator('[data-source=sandbox]')).toHaveText('Sandbox data')
      const response = await fetch(`${url}/api/partner/v2/chats/find`)
      expect(await response.json()).toMatchObject({ errors: [{ status: 400, code: 'invalid_chat_id' }] })
      expect(
        (await fetch(`${url}/api/partner/v2/chats/45`, { headers: { 'sec-fetch-site': 'cross-site' } })).status,
      ).toBe(403)
    } finally {
      endGroup(started)
    }
  })
})

const mistakes: [script: 'start' | 'dev', variable: string, value: string, message: RegExp][] = [
  ['start', 'PORT', 'http', /^PORT is "http"\. Set it to a whole number from 0 to 65535/],
  ['start', 'LINQ_BASE_URL', 'nowhere', /^LINQ_BASE_URL is not an http\(s\) URL\. Set it to a URL such as https:/],
  ['start', 'LINQ_INTEGRATION_TOKEN', '', /^LINQ_INTEGRATION_TOKEN is empty\. Set it to your Linq token, or unset it/],
  ['dev', 'LINQ_TIMEOUT_MS', '0', /^LINQ_TIMEOUT_MS is "0"\. Set it to a whole number from 1/],
]
for (const [script, variable, value, message] of mistakes)
  test(`npm run ${script} with ${variable}="${value}" ends with one JSON line and exit code 1`, async () => {
    await expectMistake('npm', ['run', script, '--silent'], [variable, value], message)
  })

for (const [command, file] of Object.entries({
  start: 'start.ts',
  dev: 'dev.ts',
  sandbox: 'sandbox.ts',
  doctor: 'doctor/doctor.ts',
}))
  test(`npm run ${command} prints its help and version, and refuses an unknown option, without starting`, async () => {
    await expectHelp(`src/hosts/node/${file}`, ['run', command, '--silent', '--'])
  })

test('SIGTERM to npm run sandbox before it listens leaves no process behind', async () => {
  await expectEarlyEnd('sandbox')
})

test('npm run sandbox serves the documented operation, and requires a token', async () => {
  const started = npm('sandbox')
  try {
    const { url } = await untilListening(started)
    const path = `${url}/api/partner/v2/chats/45`
    expect((await fetch(path)).status).toBe(401)
    const response = await fetch(path, { headers: { 'X-LINQ-INTEGRATION-TOKEN': 'anything' } })
    expect(await response.json()).toEqual(documentedChat)
  } finally {
    endGroup(started)
  }
})

test('the demo build runs its gateway in the page, without a server', async ({ page }) => {
  const files = join(root, 'dist/demo')
  // A static host: files, and the page for every other path. It has no /api.
  await page.context().route('http://demo.localhost/**', async (route) => {
    const { pathname } = new URL(route.request().url())
    expect(pathname).not.toMatch(/^\/api/)
    const file = /\.\w+$/.test(pathname) ? pathname : '/index.html'
    await route.fulfill({ path: join(files, file) })
  })
  await page.goto('http://demo.localhost/chats/45')
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
  const found = await page.evaluate(async () => {
    const search = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"handle":"+12025550104"}',
    }
    const response = await fetch('/api/find', search)
    return [response.status, (await response.json()).chats.length]
  })
  expect(found).toEqual([200, 1])
  await page.getByLabel('Chat ID').fill('401')
  await page.getByLabel('Chat ID').press('Enter')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'unauthorized')
})

test('a demo without a service worker says so', async ({ browser }) => {
  const context = await browser.newContext({ serviceWorkers: 'block' })
  const page = await context.newPage()
  await context.route('http://demo.localhost/**', async (route) => {
    const { pathname } = new URL(route.request().url())
    await route.fulfill({ path: join(root, 'dist/demo', /\.\w+$/.test(pathname) ? pathname : '/index.html') })
  })
  await page.goto('http://demo.localhost/chats/45')
  await expect(page.getByText('This demo needs a service worker, which your browser blocked.')).toBeVisible()
  await context.close()
})
