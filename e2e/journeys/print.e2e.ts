// What Chromium prints; `engines/print.e2e.ts` has Firefox.
import { largeChat } from '../support/large-chat.ts'
import { canReadPdf, findPrintFaults, papers, printedRows, readPages } from '../support/printed.ts'
import { expect } from '../support/test.ts'
import { test } from '../support/upstream.ts'

for (const count of [2, 32, 300])
  test(`a chat with ${count} participants is printed whole, whatever the paper and the window`, async ({
    page,
    upstream,
    guarded,
  }) => {
    test.skip(!canReadPdf, 'There is no pdftotext here. To get it: node e2e/support/engines.ts')
    const body = largeChat(count)
    upstream.respond = (_, response) => {
      response.setHeader('content-type', 'application/json')
      response.end(body)
    }
    await page.goto(`${guarded.url}/chats/45`)
    await page.waitForSelector('html[data-shot=ready]')
    for (const [paper, { width, height }] of Object.entries(papers)) {
      const prints: string[][][] = []
      for (const side of [390, 1440]) {
        await page.setViewportSize({ width: side, height: 900 })
        const pages = readPages(await page.pdf({ width: `${width}cm`, height: `${height}cm` }))
        expect(findPrintFaults(pages, printedRows(body)), `${paper} from ${side} px`).toEqual([])
        prints.push(pages)
      }
      expect(prints[1], paper).toEqual(prints[0])
    }
  })

test('a printed table says how many of its rows are left by a filter', async ({ page, sandboxConsole }) => {
  const several = `/chats?ids=${Array.from({ length: 10 }, (_, index) => 101 + index).join()}#filter=harbor`
  for (const [path, found] of [
    ['/chats/102#filter=0155', '1 of 32'],
    [several, '1 of 10'],
  ] as const) {
    await page.emulateMedia({ media: 'screen' })
    await page.goto(sandboxConsole.url + path)
    await expect(page.locator('[data-found]')).toHaveText(found)
    await page.emulateMedia({ media: 'print' })
    await expect(page.locator('[data-found]')).toBeVisible()
    await expect(page.getByRole('searchbox')).toBeHidden()
  }
})

test('a list of found chats is printed as a table with its headings, at a large text size too', async ({
  page,
  sandboxConsole,
}) => {
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setFontSizes', { fontSizes: { standard: 20 } })
  await page.setViewportSize({ width: 718, height: 900 })
  await page.goto(`${sandboxConsole.url}/find?sample=hits`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  const head = async () => await page.locator('thead').evaluate((one) => one.getBoundingClientRect().width)
  // On the screen its cells are below each other, with their names.
  expect(await head()).toBe(1)
  await page.emulateMedia({ media: 'print' })
  expect(await head()).toBeGreaterThan(600)
  await expect(page.locator('td[data-field=health] [aria-hidden]').first()).toBeHidden()
  const height = async (words: string) => (await page.getByText(words).boundingBox())?.height
  expect(await height('Opted out')).toBe(await height('Critical'))
  const labels = page.getByText('With', { exact: true })
  const beside = labels.evaluateAll((all) =>
    all.map((one) => one.nextElementSibling?.getBoundingClientRect().top === one.getBoundingClientRect().top),
  )
  expect(new Set(await beside)).toEqual(new Set([true]))
})
