// Chats of API v3: by their UUID from the box, the address and a webhook.
import { v3Id as id } from '../../src/sandbox/v3-samples.ts'
import { documentedV3Chat } from '../../src/linq/v3/example.ts'
import { expect, expectAccessible } from '../support/test.ts'
import { test } from '../support/upstream.ts'

const chat = id('045')
const webhook = JSON.stringify({
  event_type: 'message.received',
  event_id: id('901'),
  trace_id: id('902'),
  data: { id: id('903'), chat: { id: chat, is_group: false }, sender_handle: { id: id('202') }, parts: [] },
})

// The other samples are in src/console/chat-v3.dom.test.tsx.
test('a chat, one with differences and a failure of API v3 have their states, with live data from the sandbox server', async ({
  page,
  liveConsole,
}) => {
  for (const [digits, state, drift] of [
    ['045', 'ready', '0'],
    ['321', 'ready', /^[1-9]/],
    ['404', 'not-found', null],
  ] as const) {
    await page.goto(`${liveConsole.url}/chats/${id(digits)}`)
    const main = page.locator(`main[data-chat-id="${id(digits)}"]`)
    await expect(main, digits).toHaveAttribute('data-state', state)
    if (drift !== null) await expect(main, digits).toHaveAttribute('data-drift', drift)
  }
})

test('a webhook opens its chat, not its event, message or trace', async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('Chat ID').fill(webhook)
  await expect(page.getByRole('search').getByText(`Opens chat ${chat}`)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`/chats/${chat}`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await expect(page.locator('[data-field=api]').first()).toHaveText('v3')
})

/** A UUID with letters in it, which the sandbox does not know. */
const unknown = '0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11'

test('an address with another form of a UUID becomes the canonical one', async ({ page }) => {
  await page.goto(`/chats/%7B${unknown.toUpperCase()}%7D?theme=dark`)
  await expect(page).toHaveURL(`/chats/${unknown}?theme=dark`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'not-found')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a chat of API v3 is server-rendered, and the form understands a UUID', async ({ page }) => {
    await page.goto(`/?text=urn:uuid:${unknown.toUpperCase()}`, { waitUntil: 'load' })
    await expect(page).toHaveURL(`/chats/${unknown}`)
    await page.goto(`/?text=${chat}`, { waitUntil: 'load' })
    await expect(page).toHaveURL(`/chats/${chat}`)
    await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
    await expect(page.locator('[data-field=health]')).toContainText('Healthy')
  })
})

test('shows our line and who has left, without an accessibility violation', async ({ page }) => {
  await page.goto(`/chats/${id('301')}`)
  const rows = page.locator('tr[data-handle-id]')
  await expect(rows.nth(0)).toContainText('Our line')
  await expect(rows.nth(2).locator('[data-field=left_at]')).toHaveText('Left 2025-05-30 09:00:00 UTC')
  await expectAccessible(page)
})

test('hides the name, numbers, icon and links, and fetches no icon', async ({ page }) => {
  const foreign: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') foreign.push(request.url())
  })
  await page.goto(`/chats/${id('309')}`)
  await expect(page.locator('[data-field=group_chat_icon] a')).toHaveAttribute('href', /family\.png$/)
  await page.getByRole('button', { name: 'Hide personal data' }).click()
  await expect(page.locator('main')).toHaveAttribute('data-masked', 'true')
  await expect(page.locator('[data-field=group_chat_icon]')).toHaveText('Hidden')
  await expect(page.locator('[data-field=is_archived]')).toHaveText('Yes')
  const everything = await page.evaluate(() => document.documentElement.outerHTML)
  expect(everything).not.toMatch(/Family|1202555|202 555|family\.png|docs\.linqapp|cdn\.example/)
  expect(foreign).toEqual([])
})

test('several chats of both versions stand in one table, with links to each', async ({ page }) => {
  await page.goto(`/chats?ids=45,${id('301')},${id('404')}`)
  const row = page.locator(`tr[data-chat-id="${id('301')}"]`)
  await expect(row).toHaveAttribute('data-state', 'ready')
  await expect(row.locator('[data-field=message_count]')).toHaveText('Not in API v3')
  await expect(page.locator(`tr[data-chat-id="${id('404')}"]`)).toHaveAttribute('data-state', 'not-found')
  await row.getByRole('link').click()
  await expect(page).toHaveURL(`/chats/${id('301')}`)
  // A chat is a recent one when it has been shown.
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(3)
  await page.goto('/')
  await expect(page.getByRole('link', { name: id('301') })).toBeVisible()
})

test('no row of a chat with many participants is clipped, and one who has left is marked', async ({
  page,
  upstream,
  guarded,
}) => {
  const handles = Array.from({ length: 300 }, (_, index) => ({
    ...documentedV3Chat.handles[1],
    id: id(String(index).padStart(3, '0')),
    handle: `+1202555${String(index).padStart(4, '0')}`,
    ...(index % 3 === 0 && { status: 'removed', left_at: '2025-05-30T09:00:00.000Z' }),
  }))
  upstream.respond = (_, response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ ...documentedV3Chat, handles }))
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await page.goto(`${guarded.url}/chats/${chat}`)
    const first = page.locator('tr[data-handle-id]').first()
    await expect(first.locator('[data-field=left_at]')).toHaveText('Removed 2025-05-30 09:00:00 UTC')
    const clipped = page.locator('tr[data-handle-id]').evaluateAll((rows) =>
      rows
        .flatMap((row) => [row, ...row.querySelectorAll('td > div')])
        .filter(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1)
        .map(({ textContent }) => textContent),
    )
    expect(await clipped, `${width} px`).toEqual([])
  }
})
