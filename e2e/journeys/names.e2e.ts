// Unusual text: lone surrogates, stacked combining marks, emoji of many code points.
import { startServer } from '../support/servers.ts'
import { faultsOf } from '../support/faults.ts'
import { expect } from '../support/test.ts'
import { liveAgainst, test } from '../support/upstream.ts'

const stacked = `Z${'\u0336\u0353\u030d'.repeat(60)}`
const family = '👩‍👩‍👧‍👦'

test('shows unusual text within its row, the same on the server and in the browser', async ({ page, upstream }) => {
  upstream.respond = (_, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({
        data: {
          id: 45,
          display_name: 'Ana \ud83d',
          service: 'SMS \udc00',
          group: true,
          message_count: 1,
          chat_handles: [
            { id: 1, phone_number: '+12025550101', service: 'SMS', joined_at: '\ud83d' },
            { id: 2, phone_number: stacked, service: stacked, joined_at: stacked },
            { id: 3, phone_number: `${'a'.repeat(997)}${family}`, service: 'SMS', joined_at: null },
          ],
        },
      }),
    )
  }
  const server = await startServer('console', liveAgainst(upstream))
  const faults = await faultsOf(page)
  const html = await (await page.request.get(`${server.url}/chats/45`)).text()
  expect(html).toContain('Ana \ufffd')
  await page.goto(`${server.url}/chats/45`)
  await expect(page.locator('[data-field=display_name]')).toHaveText('Ana \ufffd')
  await expect(page.locator('dd[data-field=service]')).toContainText('SMS \ufffd')
  await expect(page.locator('main')).toHaveAttribute('data-drift')
  // Shortened before the emoji, which is one grapheme of eleven code units.
  await expect(page.locator('tr[data-handle-id="3"] [data-field=phone_number]')).toHaveText(
    /^a{997}… \(\d+ characters\)$/,
  )
  // Stacked marks do not paint over the row above.
  const [above, row] = [page.locator('tr[data-handle-id="1"]'), page.locator('tr[data-handle-id="2"]')]
  const picture = await above.screenshot()
  await row.evaluate((element) => (element.style.visibility = 'hidden'))
  expect(await above.screenshot()).toEqual(picture)
  expect(faults).toEqual([])
  await server.stop()
})
