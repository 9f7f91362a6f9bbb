// The README's commands, run through npm as a person runs them.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { documentedChat } from '../../src/linq/v2/example.ts'
import { cleanEnvironment, root, untilListening } from '../support/servers.ts'
import { expect, test, token } from '../support/test.ts'

// They build into the same folder and count processes, so they run one after the other.
test.describe.configure({ mode: 'serial' })

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

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  test(`npm start prints its URL and the source of its data, and ${signal} leaves no process behind`, async ({
    page,
  }) => {
    const started = npm('start')
    try {
      const server = await untilListening(started)
      await expect.poll(server.output).toContain('Sandbox data. Set LINQ_INTEGRATION_TOKEN to read live chats.')
      expect(server.output()).toMatch(/"Chat console on http:\/\/127\.0\.0\.1:\d+ \(version /)
      await page.goto(`${server.url}/chats/45`)
      await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
      expect(await answers(server.url)).toBe(true)
      // A terminal's Ctrl-C goes to the process group; a service manager's SIGTERM to npm only.
      if (signal === 'SIGINT') process.kill(-(started.pid ?? 0), signal)
      else started.kill(signal)
      await expect.poll(() => answers(server.url)).toBe(false)
      await expect.poll(() => isRunning(started)).toBe(false)
    } finally {
      endGroup(started)
    }
  })

/** Whether a process of the group is running. */
function isRunning({ pid }: ChildProcess): boolean {
  try {
    return pid !== undefined && process.kill(-pid, 0)
  } catch {
    return false
  }
}

test('SIGTERM to npm start completes a lookup in progress', async () => {
  const started = npm('start', { LINQ_TIMEOUT_MS: '20000' })
  try {
    const server = await untilListening(started)
    // The sample that takes four seconds.
    const running = fetch(`${server.url}/api/partner/v2/chats/800`)
    await new Promise((resolve) => setTimeout(resolve, 500))
    started.kill('SIGTERM')
    expect((await running).status).toBe(200)
    await expect.poll(() => isRunning(started)).toBe(false)
  } finally {
    endGroup(started)
  }
})

for (const script of ['start', 'sandbox', 'dev'])
  test(`SIGTERM to npm run ${script} before it listens leaves no process behind`, async () => {
    const started = npm(script)
    try {
      // During the build, or while the server starts.
      await new Promise((resolve) => setTimeout(resolve, 700))
      started.kill('SIGTERM')
      await expect.poll(() => isRunning(started), { timeout: 20_000 }).toBe(false)
    } finally {
      endGroup(started)
    }
  })

test('an invalid setting ends npm start with one JSON line and exit code 1', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  const port = String(typeof address === 'object' ? address?.port : '')
  const mistakes = {
    PORT: ['http', /^PORT is "http"\. Set it to a whole number from 0 to 65535/],
    LINQ_BASE_URL: ['nowhere', /^LINQ_BASE_URL is not an http\(s\) URL\. Set it to a URL such as https:/],
    LINQ_INTEGRATION_TOKEN: ['', /^LINQ_INTEGRATION_TOKEN is empty\. Set it to your Linq token, or unset it/],
    'PORT in use': [port, new RegExp(`^Port ${port} is in use\\. Set PORT to a free one`)],
    'PORT in use, dev': [port, new RegExp(`^Port ${port} is in use\\. Set PORT to a free one`)],
    'LINQ_TIMEOUT_MS dev': ['0', /^LINQ_TIMEOUT_MS is "0"\. Set it to a whole number from 1/],
  } as const
  for (const [name, [value, message]] of Object.entries(mistakes)) {
    const script = name.endsWith('dev') ? ['run', 'dev'] : ['start']
    const variable = name.split(' ', 1)[0] ?? name
    const started = spawn('npm', [...script, '--silent'], {
      cwd: root,
      env: { ...cleanEnvironment(), [variable]: value },
    })
    let printed = ''
    started.stderr.on('data', (chunk) => (printed += String(chunk)))
    started.stdout.on('data', (chunk) => (printed += String(chunk)))
    const [code] = await once(started, 'close')
    expect(printed.trim().split('\n'), name).toHaveLength(1)
    const line = JSON.parse(printed)
    expect(line, name).toEqual({ level: 'error', time: expect.any(String), message: expect.stringMatching(message) })
    expect(code, name).toBe(1)
  }
  taken.close()
})

/** Runs a command that ends by itself. */
async function runToEnd(program: string, args: string[]) {
  const child = spawn(program, args, { cwd: root, env: { ...cleanEnvironment(), PORT: 'http' } })
  const printed = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].on('data', (chunk) => (printed[stream] += String(chunk)))
  const [code] = await once(child, 'close')
  return { code, ...printed }
}

const commands: [name: string, program: string, args: string[]][] = [
  ['npm start', 'npm', ['start', '--silent', '--']],
  ['npm run dev', 'npm', ['run', 'dev', '--silent', '--']],
  ['npm run sandbox', 'npm', ['run', 'sandbox', '--silent', '--']],
  ['npm run doctor', 'npm', ['run', 'doctor', '--silent', '--']],
  ['the built server', process.execPath, ['dist/server/server.js']],
]

for (const [name, program, args] of commands)
  test(`${name} prints its help and version, and refuses an unknown option, without starting`, async () => {
    // With an invalid setting, which a command that starts would report.
    const help = await runToEnd(program, [...args, '--help'])
    expect(help).toMatchObject({ code: 0, stderr: '' })
    expect(help.stdout).toMatch(/^Linq chat console \d+\.\d+\.\d+/)
    expect(help.stdout).toMatch(/^ {2}LINQ_INTEGRATION_TOKEN +Your Linq account/m)
    const version = await runToEnd(program, [...args, '--version'])
    expect(version).toMatchObject({ code: 0, stderr: '' })
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+(?:\+[0-9a-f]+)?\n$/)
    const unknown = await runToEnd(program, [...args, '--port', '9000'])
    expect(unknown).toMatchObject({ code: 2, stdout: '' })
    expect(unknown.stderr).toMatch(/^--port is not an option of this command\. [^\n]*\n$/)
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

test('npm run dev serves the page with the same gateway', async ({ page }) => {
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
  await page.getByLabel('Chat ID').fill('401')
  await page.getByLabel('Chat ID').press('Enter')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'unauthorized')
})

test('no built file contains the token of its environment, or code of the demo', async () => {
  const started = npm('start', { LINQ_INTEGRATION_TOKEN: token, LINQ_BASE_URL: 'http://127.0.0.1:9' })
  try {
    await untilListening(started)
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
  } finally {
    endGroup(started)
  }
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
