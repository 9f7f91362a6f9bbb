import { withoutChunk } from '../support/chunks.ts'
import { expect, test } from '../support/test.ts'

for (const typed of ['45', ' 45 ', '#45', ' # 45', '0045'])
  test(`the box opens chat 45 for ${JSON.stringify(typed)}`, async ({ page }) => {
    await page.goto('/')
    await expect(page.getByLabel('Chat ID')).toBeFocused()
    await page.getByLabel('Chat ID').fill(typed)
    await page.getByRole('button', { name: 'Look up' }).click()
    await expect(page).toHaveURL(/\/chats\/45$/)
    await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  })

const refused = {
  '': 'Enter a chat ID, for example 45.',
  '0': 'Chat IDs start at 1.',
  '+1 (555) 123-4567': 'This looks like a phone number.',
  'ana@example.com': 'This looks like an email address.',
  '9223372036854775808': 'This number is too large to be a chat ID.',
  find: 'A chat ID is a whole number such as 45.',
}
for (const place of ['/', '/chats/45'])
  test(`the box on ${place} says why a text is no id, keeps it, and asks nothing`, async ({ page }) => {
    await page.goto(place)
    await page.waitForSelector('html[data-shot=ready]')
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/api/')) asked.push(request.url())
    })
    const box = page.getByLabel('Chat ID')
    for (const [typed, reason] of Object.entries(refused)) {
      await box.fill(typed)
      await box.press('Enter')
      await expect(box).toHaveAccessibleDescription(new RegExp(reason.replaceAll('.', String.raw`\.`)))
      await expect(box).toHaveAttribute('aria-invalid', 'true')
      await expect(box).toHaveValue(typed)
      await expect(box).toBeFocused()
    }
    expect(asked).toEqual([])
    await expect(page).toHaveURL(new RegExp(`${place}$`))
  })

test('the box works without the code that explains a text', async ({ page }) => {
  const { refused: noExplanation } = await withoutChunk(page, 'deferred')
  await page.goto('/chats/45')
  const box = page.getByLabel('Chat ID')
  await box.fill('101')
  await noExplanation
  await expect(box).toHaveValue('101')
  await box.press('Enter')
  await expect(page).toHaveURL(/\/chats\/101$/)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
})

test('the lookup page lists the samples, and each opens', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'SMS group of 32' }).click()
  await expect(page).toHaveURL(/\/chats\/102$/)
})

test('with live data there are no samples', async ({ page, liveConsole }) => {
  await page.goto(liveConsole.url)
  await expect(page.getByRole('heading', { name: 'Where to find an ID' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Sample chats' })).toHaveCount(0)
  await expect(page.locator('[data-source=live]')).toHaveText(/^Live data · 127\.0\.0\.1:\d+$/)
})
