// WebKit, driven by WebDriver (https://www.w3.org/TR/webdriver2/): WebKitGTK's driver and minimal browser on a virtual display.
import { setTimeout as pause } from 'node:timers/promises'

import { ownFonts } from '../pictures/shoot/browser.ts'
import { findWebKit } from '../support/engines.ts'
import { freePort } from '../support/identity/identity.ts'
import type { Session, Size } from './session.ts'
import { type ProcessGroup, startGroup, temporaryFolder, untilPrinted } from './process-group.ts'

/** The maximum height of an X11 window, in pixels. */
const maximumHeight = 32_767

/** Starts WebKit with a virtual display. */
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

/** Starts the driver. It needs a port: a free one, and another if a process takes that before the driver listens. */
async function startDriver(driver: string, env: Record<string, string>) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const address = `http://127.0.0.1:${port}`
    const group = startGroup(temporaryFolder(), [driver, `--port=${port}`], {
      ...env,
      GDK_BACKEND: 'x11',
      // Otherwise it would connect to the desktop's accessibility bus.
      NO_AT_BRIDGE: '1',
      GSETTINGS_BACKEND: 'memory',
    })
    const deadline = performance.now() + 10_000
    while (group.process.exitCode === null && performance.now() < deadline) {
      const response = await fetch(`${address}/status`).catch(() => null)
      if (response?.ok) return { address, group }
      await pause(20)
    }
    await group.stop()
    if (attempt === 3) throw new Error(`${driver} did not start`)
  }
}

async function openSession(driver: string, binary: string, stop: () => Promise<void>): Promise<Session> {
  let base = `${driver}/session`
  async function send<Value>(method: 'GET' | 'POST' | 'DELETE', path: string, body: object = {}): Promise<Value> {
    const response = await fetch(base + path, {
      method,
      ...(method === 'POST' && { body: JSON.stringify(body) }),
      // The driver has no timeout for a browser that does not start.
      signal: AbortSignal.timeout(40_000),
    })
    const { value }: { value: Value & { error?: string; message?: string } } = await response.json()
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`)
    return value
  }
  const options = { binary, args: ['--automation', '--javascript-can-open-windows-automatically=true'] }
  const { sessionId } = await send<{ sessionId: string }>('POST', '', {
    capabilities: { alwaysMatch: { pageLoadStrategy: 'none', 'webkitgtk:browserOptions': options } },
  })
  base += `/${sessionId}`

  const call = async (source: string): Promise<string> => {
    const script = `const [done] = arguments; (${source})().then((text) => done({ text }), (error) => done({ error: String(error) }))`
    const result = await send<{ text: string; error?: string }>('POST', '/execute/async', { script, args: [] })
    if (result.error !== undefined) throw new Error(result.error)
    return result.text
  }
  const viewport = async () => Buffer.from(await send<string>('GET', '/screenshot'), 'base64')
  const resize = async (size: Size) => void (await send('POST', '/window/rect', size))

  // A window without a toolbar is only a viewport, and can be narrower than the toolbar's buttons.
  const first = await send('GET', '/window')
  await call(`async () => { open('about:blank', '', 'width=1440,height=900,toolbar=no,menubar=no,location=no') }`)
  const windows = await send<string[]>('GET', '/window/handles')
  await send('POST', '/window', { handle: windows.find((handle) => handle !== first) })

  return {
    navigate: async (url) => void (await send('POST', '/url', { url })),
    call,
    perform: async (actions) => void (await send('POST', '/actions', { actions })),
    resize,
    setText: null,
    picture: async () => {
      const { width, height, documentHeight }: Size & { documentHeight: number } = JSON.parse(await call(measure))
      if (documentHeight > maximumHeight)
        throw new Error(`The document is ${documentHeight} px tall, and a window at most ${maximumHeight} px`)
      if (documentHeight > height) await resizeAndPaint(width, documentHeight)
      const picture = await viewport()
      if (documentHeight > height) await resizeAndPaint(width, height)
      return picture
    },
    viewport,
    print: null,
    find: null,
    reload: async () => void (await send('POST', '/refresh')),
    back: async () => void (await send('POST', '/back')),
    close: async () => {
      await send('DELETE', '').catch(() => {})
      await stop()
    },
  }

  async function resizeAndPaint(width: number, height: number) {
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
  JSON.stringify({ width: innerWidth, height: innerHeight, documentHeight: document.documentElement.scrollHeight })`
