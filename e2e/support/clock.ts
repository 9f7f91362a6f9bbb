import type { Page } from '@playwright/test'

/**
 * Stops the clocks of the pages that are opened from now on, `Date` and `performance.now()`. Their timers still run, so a
 * countdown shows the time that a test has set, even on a slow machine.
 */
export async function stopClock(page: Page): Promise<{ set: (seconds: number) => Promise<void> }> {
  const start = Date.now()
  await page.addInitScript(() => {
    Object.assign(globalThis, { elapsed: 0 })
    performance.now = () => Number(Reflect.get(globalThis, 'elapsed'))
  })
  const set = async (seconds: number) => {
    await page.clock.setFixedTime(start + seconds * 1000)
    await page.evaluate((elapsed) => Object.assign(globalThis, { elapsed }), seconds * 1000)
  }
  await set(0)
  return { set }
}
