// WebKit by WebDriver (https://www.w3.org/TR/webdriver2/): WebKitGTK's driver with its small browser, on a display of our own.
import { setTimeout as pause } from 'node:timers/promises'

import { ownFonts } from '../pictures/shoot/browser.ts'
import { findWebKit } from '../support/engines.ts'
import { freePort } from '../support/identity/identity.ts'
import type { Session, Size } from './session.ts'
import { type ProcessGroup, startGroup, temporaryFolder, untilPrinted } from './process-group.ts'

/** The tallest window of X11, in pixels. */
const tallest = 32_767

/** Starts WebKit with a display that nobody sees. */
export async function startWebKit(): Promise<Session> {
  const found = findWebKit()
  if (found === null) throw new Error('There is no WebKit. To get one: node e2e/support/engines.ts')
  const groups: ProcessGroup[] = []
  const stop = async () => {
    for (const { stop: end } of groups.toReversed()) await end()
  }
  try {
    const displays = ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp']
    const display = startGroup(temporaryFolder(), [found.display, ...displays])
    groups.push(display)
    const number = await untilPrinted(display.process.stdout, /^(\d+)\n/)
    const { address, group } = await startDriver(found.driver, { DISPLAY: `:${number}`, ...ownFonts })
    groups.push(group)
    return await openSession(address, found.browser, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

/** Starts the driver. It has to be given a port, so a free one is guessed, and another when that is taken meanwhile. */
async function startDriver(driver: string, env: Record<string, string>) {
  for (let tries = 1; ; tries += 1) {
    const port = await freePort()
    const address = `http://127.0.0.1:${port}`
    const group = startGroup(temporaryFolder(), [driver, `--port=${port}`], {
      ...env,
      GDK_BACKEND: 'x11',
      // It would look for a bus of the desktop.
      NO_AT_BRIDGE: '1',
      GSETTINGS_BACKEND: 'memory',
    })
    const deadline = performance.now() + 10_000
    while (group.process.exitCode === null && performance.now() < deadline) {
      const answer = await fetch(`${address}/status`).catch(() => null)
      if (answer?.ok) return { address, group }
      await pause(20)
    }
    await group.stop()
    if (tries === 3) throw new Error(`${driver} did not start`)
  }
}

async function openSession(driver: string, binary: string, stop: () => Promise<void>): Promise<Session> {
  let base = `${driver}/session`
  async function ask<Value>(method: 'GET' | 'POST' | 'DELETE', path: string, body: object = {}): Promise<Value> {
    const answer = await fetch(base + path, {
      method,
      ...(method === 'POST' && { body: JSON.stringify(body) }),
      // The driver waits for ever for a browser that does not start.
      signal: AbortSignal.timeout(40_000),
    })
    const { value }: { value: Value & { error?: string; message?: string } } = await answer.json()
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`)
    return value
  }
  const options = { binary, args: ['--automation', '--javascript-can-open-windows-automatically=true'] }
  const { sessionId } = await ask<{ sessionId: string }>('POST', '', {
    capabilities: { alwaysMatch: { pageLoadStrategy: 'none', 'webkitgtk:browserOptions': options } },
  })
  base += `/${sessionId}`

  const call = async (source: string): Promise<string> => {
    const script = `const [done] = arguments; (${source})().then((text) => done({ text }), (error) => done({ error: String(error) }))`
    const answer = await ask<{ text: string; error?: string }>('POST', '/execute/async', { script, args: [] })
    if (answer.error !== undefined) throw new Error(answer.error)
    return answer.text
  }
  const resize = async (size: Size) => void (await ask('POST', '/window/rect', size))

  // A window without a toolbar is all viewport, and may be narrower than the toolbar's buttons.
  const first = await ask('GET', '/window')
  await call(`async () => { open('about:blank', '', 'width=1440,height=900,toolbar=no,menubar=no,location=no') }`)
  const windows = await ask<string[]>('GET', '/window/handles')
  await ask('POST', '/window', { handle: windows.find((handle) => handle !== first) })

  return {
    navigate: async (url) => void (await ask('POST', '/url', { url })),
    call,
    perform: async (actions) => void (await ask('POST', '/actions', { actions })),
    resize,
    picture: async () => {
      const { width, height, all }: Size & { all: number } = JSON.parse(await call(measure))
      if (all > tallest) throw new Error(`The document is ${all} px tall, and a window at most ${tallest} px`)
      // The driver takes what is in the viewport.
      if (all > height) await showAll(width, all)
      const data = await ask<string>('GET', '/screenshot')
      if (all > height) await showAll(width, height)
      return Buffer.from(data, 'base64')
    },
    print: null,
    reload: async () => void (await ask('POST', '/refresh')),
    back: async () => void (await ask('POST', '/back')),
    close: async () => {
      await ask('DELETE', '').catch(() => {})
      await stop()
    },
  }

  async function showAll(width: number, height: number) {
    await resize({ width, height })
    await call(`async () => {
      const frame = () => new Promise(requestAnimationFrame)
      while (innerHeight !== ${height}) await frame()
      await frame()
      await frame()
      return ''
    }`)
  }
}

const measure = `async () =>
  JSON.stringify({ width: innerWidth, height: innerHeight, all: document.documentElement.scrollHeight })`
