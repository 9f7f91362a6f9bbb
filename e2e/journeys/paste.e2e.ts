import type { Page } from '@playwright/test'

import { documentedChat } from '../../src/linq/v2/example.ts'
import { expect, test } from '../support/test.ts'

const box = (page: Page) => page.getByLabel('Chat ID')

/** Pastes from the clipboard, into the focused element if there is one. */
async function paste(page: Page, text: string) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((value) => navigator.clipboard.writeText(value), text)
  await page.keyboard.press('ControlOrMeta+V')
}

const pastes = {
  'a link': 'https://console.example.com/chats/45?theme=dark',
  'an API address': 'https://api.linqapp.com/api/partner/v2/chats/45',
  'a cURL command of several lines':
    "curl \\\n  --url https://api.linqapp.com/api/partner/v2/chats/45 \\\n  --header 'X: y'",
  'an answer of the API': JSON.stringify(documentedChat, null, 2),
  'a webhook body': '{"event_type":"message.sent",\n "data":{"chat_id":"45"}}',
}
for (const [kind, text] of Object.entries(pastes))
  test(`the interpretation of ${kind} is shown when it is pasted, and Enter opens the chat`, async ({ page }) => {
    await page.goto('/')
    await expect(box(page)).toBeFocused()
    await paste(page, text)
    await expect(page.getByRole('search').getByText('Opens chat 45')).toBeVisible()
    // It is announced. As a description as well, a screen reader would say it twice.
    await expect(box(page)).toHaveAccessibleDescription('')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/chats\/45$/)
    await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  })

test('pasting outside a field fills the box, / focuses it and Escape leaves it', async ({ page }) => {
  await page.goto('/chats/45')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await page.keyboard.press('/')
  await expect(box(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(box(page)).not.toBeFocused()
  await paste(page, 'chat 101')
  await expect(box(page)).toBeFocused()
  await expect(page.getByRole('search').getByText('Opens chat 101')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-field=display_name]')).toHaveText('Harbor Coffee')
})

test('/ scrolls to the box', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 500 })
  await page.goto('/')
  await page.getByRole('link', { name: /^Emoji names/ }).focus()
  await expect(box(page)).not.toBeInViewport()
  await page.keyboard.press('/')
  await expect(box(page)).toBeFocused()
  await expect(box(page)).toBeInViewport()
})

test('several pasted IDs are offered one by one, or all together', async ({ page }) => {
  await page.goto('/chats/45')
  await box(page).click()
  await paste(page, 'chat 101\nchat 102\nchat 103')
  await box(page).fill('')
  await paste(page, 'chat 101\nchat 102\nchat 103')
  await expect(page.getByRole('search').getByText('This text has 3 different IDs. Choose one.')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/chats\/45$/)
  await page.getByRole('button', { name: '102', exact: true }).click()
  await expect(page).toHaveURL(/\/chats\/102$/)
  // The URL changes before the page, which resets the box.
  await expect(page.locator('main')).toHaveAttribute('data-chat-id', '102')
  await box(page).fill('101 102 103')
  await page.getByRole('button', { name: 'Open all 3' }).click()
  await expect(page).toHaveURL(/\/chats\?ids=101,102,103$/)
})

test('a browser’s address bar can look chats up with OpenSearch', async ({ page, baseURL }) => {
  await page.goto('/')
  const href = await page.locator('link[rel=search]').getAttribute('href')
  const response = await page.request.get(href ?? '')
  expect(response.headers()['content-type']).toBe('application/opensearchdescription+xml')
  const template = /template="([^"]+)"/.exec(await response.text())?.[1] ?? ''
  expect(template).toBe(`${baseURL}/chats/{searchTerms}`)
  await page.goto(template.replace('{searchTerms}', encodeURIComponent('#45')))
  await expect(page).toHaveURL(/\/chats\/45$/)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
})

test('a number that may be a phone number is sent only after it is confirmed as a chat ID', async ({ page }) => {
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await page.goto('/')
  await expect(box(page)).toBeFocused()
  await paste(page, '13343284472')
  await page.keyboard.press('Enter')
  const words = 'Chat 13343284472, or a phone number? Nothing is sent until you choose.'
  await expect(page.getByRole('search').getByText(words)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Open chat 13343284472' })).toBeFocused()
  await expect(page).toHaveURL('/')
  expect(requests.filter((url) => url.includes('13343284472'))).toEqual([])
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/chats/13343284472')
})

for (const [what, text] of Object.entries({
  'a spreadsheet column with its heading': 'Chat ID\n45\n101\n102\n103\n',
  'a list without spaces': '45,101,102,103',
}))
  test(`Enter opens all chats of ${what}`, async ({ page }) => {
    await page.goto('/')
    await expect(box(page)).toBeFocused()
    await paste(page, text)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL('/chats?ids=45,101,102,103')
  })
