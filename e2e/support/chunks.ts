import type { Page } from '@playwright/test'

/**
 * Lets no request for a chunk of the console through.
 * @param name the chunk's file name without its hash.
 * @returns when the first one was refused: of a name that the build does not have, none ever is.
 */
export async function withoutChunk(page: Page, name: string): Promise<{ refused: Promise<void> }> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(new RegExp(`/assets/${name}-[\\w-]{8}\\.js$`), async (route) => {
    await route.abort()
    resolve()
  })
  return { refused: promise }
}
