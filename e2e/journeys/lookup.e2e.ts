import { blockChunk } from '../support/chunks.ts'
import { expect, test } from '../support/test.ts'

// What else is read as 45 is in parse-input.test.ts.
test('the box opens chat 45 for " # 0045"', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByLabel('Chat ID')).toBeFocused()
  await page.getByLabel('Chat ID').fill(' # 0045')
  await page.getByRole('button', { name: 'Look up' }).click()
  await expect(page).toHaveURL(/\/chats\/45$/)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
})

const invalid = {
  '': 'Enter a chat ID, for example 45.',
  '0': 'Chat IDs start at 1.',
  'ana@example.com, bob@example.com': 'Find chats by one phone number or one email address at a time.',
  '9223372036854775808': 'This number is too large to be a chat ID.',
  find: 'A chat ID is a whole number such as 45, or a UUID.',
}
for (const path of ['/', '/chats/45'])
  test(`the box on ${path} says why a text is not an ID, keeps the text, and requests nothing`, async ({ page }) => {
    await page.goto(path)
    await page.waitForSelector('html[data-shot=ready]')
    const requests: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/api/')) requests.push(request.url())
    })
    const box = page.getByLabel('Chat ID')
    for (const [typed, reason] of Object.entries(invalid)) {
      await box.fill(typed)
      await box.press('Enter')
      await expect(box).toHaveAccessibleDescription(new RegExp(reason.replaceAll('.', String.raw`\.`)))
      await expect(box).toHaveAttribute('aria-invalid', 'true')
      await expect(box).toHaveValue(typed)
      await expect(box).toBeFocused()
    }
    expect(requests).toEqual([])
    await expect(page).toHaveURL(new RegExp(`${path}$`))
  })

test('the box works when the chunk that interprets its text fails to load', async ({ page }) => {
  const { blocked } = await blockChunk(page, 'deferred')
  await page.goto('/chats/45')
  const box = page.getByLabel('Chat ID')
  await box.fill('101')
  await blocked
  await expect(box).toHaveValue('101')
  await box.press('Enter')
  await expect(page).toHaveURL(/\/chats\/101$/)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
})

test('the lookup page links to the samples', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'SMS group of 32' }).click()
  await expect(page).toHaveURL(/\/chats\/102$/)
})

test('with live data the lookup page has no samples', async ({ page, liveConsole }) => {
  await page.goto(liveConsole.url)
  await expect(page.getByRole('heading', { name: 'Where to find an ID' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Sample chats' })).toHaveCount(0)
  await expect(page.locator('[data-source=live]')).toHaveText(/^Live data · 127\.0\.0\.1:\d+$/)
})

test('the box is there as soon as the page reacts, and takes what is typed at once', async ({ page }) => {
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!('hydrated' in document.documentElement.dataset)) return
      observer.disconnect()
      Object.assign(window, { hadBox: document.querySelector('main input') !== null })
    }).observe(document, { attributes: true, subtree: true })
  })
  await page.goto('/', { waitUntil: 'commit' })
  const box = page.getByLabel('Chat ID')
  await box.pressSequentially('102')
  // What is typed before hydration may all be there when the page reacts.
  await expect.poll(() => page.evaluate((): unknown => Reflect.get(window, 'hadBox'))).toBe(true)
  await expect(box).toHaveValue('102')
  await box.press('Enter')
  await expect(page).toHaveURL('/chats/102')
})
