import { findFirefox, findWebKit } from '../support/engines.ts'
import { expect, test as base } from '../support/test.ts'
import { type Engine, type EngineName, startEngine, type Tab } from './engine.ts'
import { type Relay, startRelay } from './relay.ts'

interface WorkerFixtures {
  /** The engine of the project that a test runs in. */
  engineName: EngineName
  engine: Engine
}

interface Fixtures {
  /** A console on sandbox data, on an origin that no earlier test has used, so its storage is empty. */
  relay: Relay
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
  relay: async ({ sandboxConsole }, use) => {
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
