import type { Page } from '@playwright/test'

/** The content of the clipboard, by type. The console's pages may not read it, so `/healthz` is opened to read it. */
export async function readClipboard(page: Page): Promise<Record<string, string>> {
  const reader = await page.context().newPage()
  await reader.goto(new URL('/healthz', page.url()).href)
  const content = await reader.evaluate(async () => {
    const [item] = await navigator.clipboard.read()
    const contents = (item?.types ?? []).map(async (type) => [type, (await (await item?.getType(type))?.text()) ?? ''])
    return Object.fromEntries(await Promise.all(contents))
  })
  await reader.close()
  return content
}
