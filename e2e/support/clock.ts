import type { Page } from '@playwright/test'

/**
 * Stops `performance.now()`, which waits are measured on, in the pages that are opened from now on. Timers still run, so a
 * countdown shows the time that a test has set, even on a slow machine. Not together with `page.clock`: its timers advance
 * by `performance.now()`, so they would stop as well.
 */
export async function stopClock(page: Page): Promise<{ set: (seconds: number) => Promise<void> }> {
  await page.addInitScript(() => {
    Object.assign(globalThis, { elapsed: 0 })
    performance.now = () => Number(Reflect.get(globalThis, 'elapsed'))
  })
  return {
    set: async (seconds) => {
      await page.evaluate((elapsed) => Object.assign(globalThis, { elapsed }), seconds * 1000)
    },
  }
}
