import { findFirefox, findWebKit } from '../support/engines.ts'
import { largeChat } from '../support/large-chat.ts'
import { startServer } from '../support/servers.ts'
import { liveAgainst, startRecorder } from '../support/upstream.ts'
import { expect, test as base } from '../support/test.ts'
import { type Engine, type EngineName, startEngine, type Tab } from './engine.ts'
import { type Relay, startRelay } from './relay.ts'

interface WorkerFixtures {
  /** The engine of the project that a test runs in. */
  engineName: EngineName
  engine: Engine
  /** The relay of all tests, so that the browser loads fonts and scripts once. */
  sharedRelay: Relay
  /** A console whose chats have as many participants as their IDs say. */
  largeChats: Relay
}

interface Fixtures {
  /** A console on sandbox data, whose storage in the browser is empty. */
  relay: Relay
  /** The same on an origin that no earlier test has used, so the browser has none of its files. */
  freshRelay: Relay
  tab: Tab
}

/** Playwright's test with Firefox or WebKit instead of Playwright's browsers. Each is started once for all tests. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  engineName: ['firefox', { option: true, scope: 'worker' }],
  engine: [
    async ({ engineName }, use) => {
      const engine = await startEngine(engineName)
      await use(engine)
      await engine.close()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  sharedRelay: [
    async ({ sandboxConsole }, use) => {
      const relay = await startRelay(sandboxConsole.url)
      await use(relay)
      relay.stop()
    },
    { scope: 'worker' },
  ],
  largeChats: [
    async ({}, use) => {
      const upstream = await startRecorder()
      upstream.respond = (request, response) => {
        const id = Number(request.url?.slice(request.url.lastIndexOf('/') + 1))
        response.setHeader('content-type', 'application/json')
        response.end(largeChat(id, id))
      }
      const server = await startServer('console', liveAgainst(upstream))
      const relay = await startRelay(server.url)
      await use(relay)
      relay.stop()
      await server.stop()
      upstream.stop()
    },
    { scope: 'worker' },
  ],
  relay: async ({ sharedRelay }, use) => {
    sharedRelay.clearStorage()
    await use(sharedRelay)
  },
  freshRelay: async ({ sandboxConsole }, use) => {
    const relay = await startRelay(sandboxConsole.url)
    await use(relay)
    relay.stop()
  },
  tab: async ({ engine }, use, testInfo) => {
    await engine.tab.resize({ width: 1440, height: 900 })
    await use(engine.tab)
    if (testInfo.status === testInfo.expectedStatus) return
    // The browser may have ended, which must not hide why the test failed.
    const body = await engine.tab.picture().catch(() => null)
    if (body) await testInfo.attach('page', { body, contentType: 'image/png' })
  },
})

test.beforeEach(({ engineName }) => {
  const installed = engineName === 'firefox' ? findFirefox() : findWebKit()
  test.skip(installed === null, `There is no ${engineName} here. To get it: node e2e/support/engines.ts`)
})

export { expect }

/** Waits until the page is hydrated. */
export const untilHydrated = async (tab: Tab): Promise<unknown> =>
  await tab.until(() => document.querySelector('html[data-hydrated]') !== null)

/** The faults of the page so far. */
export const faults = async (tab: Tab): Promise<unknown> =>
  await tab.evaluate((): unknown => Reflect.get(globalThis, 'faults'))
