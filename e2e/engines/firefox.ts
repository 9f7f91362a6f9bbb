// Firefox, driven by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/) without a separate driver.
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { ownFonts } from '../pictures/shoot/browser.ts'
import { findFirefox } from '../support/engines.ts'
import type { Session } from './session.ts'
import { startGroup, temporaryFolder, untilPrinted } from './process-group.ts'

/** Starts Firefox without a window. */
export async function startFirefox(): Promise<Session> {
  const path = findFirefox()
  if (path === null) throw new Error('There is no Firefox. To get one: node e2e/support/engines.ts')
  const folder = temporaryFolder()
  const preferences = {
    // As on a phone and in pictures: scroll bars take no space from the page.
    'ui.useOverlayScrollbars': 1,
    // The list that processes share opens each font file again, through the sandbox, for each character that the first font lacks.
    'gfx.e10s.font-list.shared': false,
  }
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${value});`)
  writeFileSync(join(folder, 'user.js'), lines.join('\n'))
  const args = ['--headless', '--no-remote', '--profile', folder, '--remote-debugging-port', '0']
  // To set how text is enlarged.
  const group = startGroup(folder, [path, ...args, '--remote-allow-system-access', 'about:blank'], ownFonts)
  try {
    const address = await untilPrinted(group.process.stderr, /WebDriver BiDi listening on (ws:\S+)/)
    return await openSession(address, group.stop)
  } catch (error) {
    await group.stop()
    throw error
  }
}

/** The response to a command. There are no other messages, since no events are subscribed to. */
interface CommandResponse {
  id: number
  type: 'success' | 'error'
  /** As documented for the command. */
  result: unknown
  error?: string
  message?: string
}

async function openSession(address: string, stop: () => Promise<void>): Promise<Session> {
  const socket = new WebSocket(`${address}/session`)
  const pending = new Map<number, PromiseWithResolvers<string>>()
  socket.addEventListener('message', ({ data }) => {
    const { id }: CommandResponse = JSON.parse(String(data))
    pending.get(id)?.resolve(String(data))
    pending.delete(id)
  })
  socket.addEventListener('close', () => {
    for (const { reject } of pending.values()) reject(new Error('Firefox has ended'))
  })
  await once(socket, 'open')
  let lastId = 0
  async function send<Result>(method: string, params: object): Promise<Result> {
    lastId += 1
    const call = Promise.withResolvers<string>()
    pending.set(lastId, call)
    socket.send(JSON.stringify({ id: lastId, method, params }))
    const response: CommandResponse & { result: Result } = JSON.parse(await call.promise)
    if (response.type === 'error') throw new Error(`${response.error}: ${response.message}`)
    return response.result
  }

  // For servers with TLS on this machine.
  await send('session.new', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } })
  const tree = async () => (await send<{ contexts: Context[] }>('browsingContext.getTree', {})).contexts
  return sessionOf((await tree())[0]?.context ?? '')

  function sessionOf(context: string): Session {
    const file = async (method: string, params: object = {}) => {
      const { data } = await send<{ data: string }>(method, { context, ...params })
      return Buffer.from(data, 'base64')
    }
    return {
      navigate: async (url) => void (await send('browsingContext.navigate', { context, url, wait: 'none' })),
      call: async (source) => {
        const response = await send<{ result?: { value: string }; exceptionDetails?: { text: string } }>(
          'script.callFunction',
          {
            functionDeclaration: source,
            target: { context },
            awaitPromise: true,
          },
        )
        if (!response.result) throw new Error(response.exceptionDetails?.text)
        return response.result.value
      },
      perform: async (actions) => void (await send('input.performActions', { context, actions })),
      resize: async (viewport) => void (await send('browsingContext.setViewport', { context, viewport })),
      setText: async (settings) => {
        const scope = { 'moz:scope': 'chrome' }
        const browser = (await send<{ contexts: Context[] }>('browsingContext.getTree', scope)).contexts[0]?.context
        await send('script.callFunction', {
          functionDeclaration: `({ size, minimum, zoom }) => {
            Services.prefs.setIntPref('font.size.variable.x-western', size)
            Services.prefs.setIntPref('font.minimum-size.x-western', minimum)
            gBrowser.selectedBrowser.browsingContext.textZoom = zoom
          }`,
          arguments: [
            {
              type: 'object',
              value: Object.entries(settings).map(([name, value]) => [name, { type: 'number', value }]),
            },
          ],
          target: { context: browser },
          awaitPromise: false,
        })
      },
      picture: async () => await file('browsingContext.captureScreenshot', { origin: 'document' }),
      viewport: async () => await file('browsingContext.captureScreenshot'),
      print: async (page) => await file('browsingContext.print', { page }),
      find: async (url) => {
        const found = withChildren(await tree()).find((each) => each.url.startsWith(url))
        return found ? sessionOf(found.context) : null
      },
      reload: async () => void (await send('browsingContext.reload', { context, wait: 'none' })),
      back: async () => void (await send('browsingContext.traverseHistory', { context, delta: -1 })),
      close: async () => {
        socket.close()
        await stop()
      },
    }
  }
}

/** A window's or frame's document, as `browsingContext.getTree` lists it. */
interface Context {
  context: string
  url: string
  children: Context[] | null
}

const withChildren = (contexts: readonly Context[]): Context[] =>
  contexts.flatMap((context) => [context, ...withChildren(context.children ?? [])])
