import type { Page } from '@playwright/test'

/**
 * Stops the clock of the pages that are opened from now on, while their timers run: a countdown stands where a test has
 * put it, however slow the machine is.
 */
export async function stopClock(page: Page): Promise<{ set: (seconds: number) => Promise<void> }> {
  const start = Date.now()
  const set = (seconds: number) => page.clock.setFixedTime(start + seconds * 1000)
  await set(0)
  return { set }
}
