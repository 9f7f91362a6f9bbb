import { expect, type Page, test as base } from '@playwright/test'
import axe from 'axe-core'

import { type RunningServer, startServer } from './servers.ts'

/** What {@link Shared.share} can share. */
interface Stoppable {
  stop: () => void | Promise<void>
}

export interface Shared {
  /** The production console on sandbox data. */
  sandboxConsole: RunningServer
  /** The separate sandbox server, as the upstream of `liveConsole`. */
  linq: RunningServer
  /** The production console with `linq` as its live upstream. */
  liveConsole: RunningServer
  /**
   * Calls `start` once a worker, stops its result with the worker, and returns that result to every test. A file with a
   * worker fixture of its own would need other workers and browsers than the rest.
   * @param start a function of a module: the key of what is shared.
   */
  share: <Args extends unknown[], T extends Stoppable>(
    start: (...args: Args) => Promise<T>,
    ...args: Args
  ) => Promise<T>
}

/** A token that no test data contains, so that finding it anywhere means a leak. */
export const token = 'e2e-token-5c1f0a9d7b'

/** Playwright's test with our servers, which are started once a worker on free ports; `baseURL` is the console on sandbox data. */
export const test = base.extend<object, Shared>({
  sandboxConsole: [
    async ({}, use) => {
      const server = await startServer('console')
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
        LOOKUPS_PER_MINUTE: '0',
        FIND: 'on',
        FIND_PER_MINUTE: '0',
      })
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  share: [
    async ({}, use) => {
      const started = new Map()
      await use((start, ...args) => {
        const shared: ReturnType<typeof start> = started.get(start) ?? start(...args)
        started.set(start, shared)
        return shared
      })
      const promises: Promise<Stoppable>[] = [...started.values()]
      // One that did not start has failed its test.
      for (const one of promises.toReversed()) await one.then((running) => running.stop(), Boolean)
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ sandboxConsole }, use) => use(sandboxConsole.url),
  page: async ({ page }, use) => {
    // A server-rendered page does not react until it is hydrated. A test with its own `waitUntil` waits for just that.
    for (const method of ['goto', 'reload', 'goBack'] as const) {
      const navigate = page[method].bind(page)
      Object.assign(page, {
        [method]: async (...args: Parameters<typeof navigate>) => {
          const response = await Reflect.apply(navigate, page, args)
          if (args.every((arg) => typeof arg !== 'object' || arg.waitUntil === undefined)) await untilHydrated(page)
          return response
        },
      })
    }
    await use(page)
  },
})

/** Waits until a page of the console is hydrated. Returns at once for any other page. */
const untilHydrated = async (page: Page) =>
  await page.waitForFunction(() => !document.querySelector('#root') || 'hydrated' in document.documentElement.dataset)

export { expect }

/**
 * The header of a prefetch. The server sends its page without the chat, so the page looks the chat up itself, and a test
 * can answer that request. For a whole file: `test.use({ extraHTTPHeaders: prefetchHeaders })`.
 */
export const prefetchHeaders = { purpose: 'prefetch' }

/** Makes the pages that are opened from now on look up their chat themselves: see {@link prefetchHeaders}. */
export const lookUpFromPage = async (page: Page) => await page.setExtraHTTPHeaders(prefetchHeaders)

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** The rules of `tags` whose result depends on the theme; it changes no markup and no layout. */
const colorRules = ['color-contrast', 'link-in-text-block']

/**
 * Expects no sideways scroll at any of our widths, and no accessibility violation in either theme in the narrowest window of
 * each layout: the rules of axe find no more in a wider one.
 */
export async function expectAccessible(page: Page) {
  const before = page.viewportSize()
  await page.evaluate(axe.source)
  for (const width of [1440, 768, 390, 320]) {
    await page.setViewportSize({ width, height: 900 })
    // The `resize` event, in which an open menu is placed again, is dispatched with the next frame.
    await page.evaluate(async () => await new Promise(requestAnimationFrame))
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow, `sideways scroll at ${width} px`).toBe(0)
    if (width !== 768 && width !== 320) continue
    for (const [colorScheme, runOnly] of [
      ['light', tags],
      ['dark', colorRules],
    ] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const violations = await page.evaluate(async (rules) => {
        const { run }: typeof axe = Reflect.get(window, 'axe')
        const results = await run({ runOnly: [...rules], resultTypes: ['violations'] })
        return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
      }, runOnly)
      expect(violations, `${colorScheme}, ${width} px`).toEqual([])
    }
  }
  if (before) await page.setViewportSize(before)
}
