import type { Page } from '@playwright/test'

/**
 * Aborts every request for a chunk of the console.
 * @param name the chunk's file name without its hash.
 * @returns a promise that resolves with the first aborted request, and never for a name that the build does not have.
 */
export async function blockChunk(page: Page, name: string): Promise<{ blocked: Promise<void> }> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(new RegExp(`/assets/${name}-[\\w-]{8}\\.js$`), async (route) => {
    await route.abort()
    resolve()
  })
  return { blocked: promise }
}
