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
  /** The address of a console on sandbox data, and of no test before: so nothing is stored for it. */
  relay: Relay
  tab: Tab
}

/** Playwright's test with Firefox or WebKit in place of Playwright's browsers: one start of each for all tests. */
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
    // An engine that has ended gives no picture, and must not hide why the test failed.
    const body = await engine.tab.picture().catch(() => null)
    if (body) await testInfo.attach('page', { body, contentType: 'image/png' })
  },
})

test.beforeEach(({ engineName }) => {
  const isHere = engineName === 'firefox' ? findFirefox() : findWebKit()
  test.skip(isHere === null, `There is no ${engineName} here. To get it: node e2e/support/engines.ts`)
})

export { expect }

/** Waits until React has taken the page over. */
export const untilHydrated = async (tab: Tab): Promise<unknown> =>
  await tab.until(() => 'hydrated' in document.documentElement.dataset)

/** What went wrong in the page so far. */
export const faults = async (tab: Tab): Promise<unknown> =>
  await tab.evaluate((): unknown => Reflect.get(globalThis, 'faults'))
