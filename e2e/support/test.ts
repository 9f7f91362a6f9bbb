import { expect, type Page, test as base } from '@playwright/test'
import axe from 'axe-core'

import { type RunningServer, startServer } from './servers.ts'

/** Long enough for the sandbox's slow answer (4 s), short enough to meet the timeout in a test. */
const timeoutMs = '6000'

export interface Servers {
  /** The production console on sandbox data. */
  sandboxConsole: RunningServer
  /** The separate sandbox server, standing in for Linq. */
  linq: RunningServer
  /** The production console with `linq` as its live upstream. */
  liveConsole: RunningServer
}

/** A token that no test data contains, so that finding it anywhere means a leak. */
export const token = 'e2e-token-5c1f0a9d7b'

/** Playwright's test with our servers, started once a worker on free ports; `baseURL` is the console on sandbox data. */
export const test = base.extend<object, Servers>({
  sandboxConsole: [
    async ({}, use) => {
      const server = await startServer('console', { LINQ_TIMEOUT_MS: timeoutMs })
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  linq: [
    async ({}, use) => {
      const server = await startServer('sandbox')
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  liveConsole: [
    async ({ linq }, use) => {
      const server = await startServer('console', {
        LINQ_BASE_URL: linq.url,
        LINQ_INTEGRATION_TOKEN: token,
        LINQ_TIMEOUT_MS: timeoutMs,
        LOOKUPS_PER_MINUTE: '0',
      })
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ sandboxConsole }, use) => use(sandboxConsole.url),
  page: async ({ page }, use) => {
    // A page that came drawn does not react yet. Who asks for less than a loaded page is not waited for.
    for (const way of ['goto', 'reload', 'goBack'] as const) {
      const go = page[way].bind(page)
      Object.assign(page, {
        [way]: async (...args: Parameters<typeof go>) => {
          const response = await Reflect.apply(go, page, args)
          if (args.every((arg) => typeof arg !== 'object' || arg.waitUntil === undefined)) await untilAlive(page)
          return response
        },
      })
    }
    await use(page)
  },
})

/** Waits until a page of the console reacts; one that is none, or never will, is not waited for long. */
const untilAlive = async (page: Page) =>
  await page
    .waitForFunction(() => !document.querySelector('#root') || 'alive' in document.documentElement.dataset, null, {
      timeout: 5000,
    })
    .catch(() => {})

export { expect }

/**
 * Has pages of a chat come without it, as to a browser that fetches ahead: for tests that answer the page's own request.
 * For a whole file: `test.use({ extraHTTPHeaders: fetchingAhead })`.
 */
export const fetchingAhead = { purpose: 'prefetch' }

/** {@link fetchingAhead} for one page. */
export const askByItself = async (page: Page) => await page.setExtraHTTPHeaders(fetchingAhead)

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** The rules of `tags` whose result depends on the theme; it changes no markup and no layout. */
const colorRules = ['color-contrast', 'link-in-text-block']

/** No accessibility violation in either theme at any of our widths, and no sideways scroll. */
export async function expectAccessible(page: Page) {
  const before = page.viewportSize()
  await page.evaluate(axe.source)
  for (const width of [1440, 768, 390, 320]) {
    await page.setViewportSize({ width, height: 900 })
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow, `sideways scroll at ${width} px`).toBe(0)
    for (const [colorScheme, runOnly] of [
      ['light', tags],
      ['dark', colorRules],
    ] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const faults = await page.evaluate(async (rules) => {
        const { run }: typeof axe = Reflect.get(window, 'axe')
        const { violations } = await run({ runOnly: [...rules], resultTypes: ['violations'] })
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
      }, runOnly)
      expect(faults, `${colorScheme}, ${width} px`).toEqual([])
    }
  }
  if (before) await page.setViewportSize(before)
}
