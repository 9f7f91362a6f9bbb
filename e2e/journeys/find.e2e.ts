// Chats found by a phone number: from the box to the list, a chat and back, with the number in no address, history or storage.
import type { Page } from '@playwright/test'

import { readClipboard } from '../support/clipboard.ts'
import { type RunningServer, startServer } from '../support/servers.ts'
import { expect, expectAccessible, test, token } from '../support/test.ts'

/** A console with live data, with the settings that a person starts it with first. */
const startPlain = (linq: string): Promise<RunningServer> =>
  startServer('console', { LINQ_BASE_URL: linq, LINQ_INTEGRATION_TOKEN: token })

const box = (page: Page) => page.getByLabel('Chat ID')
const main = (page: Page) => page.locator('main')
const rows = (page: Page) => page.locator('tr[data-chat-id]')

/** The bodies of the searches that the page sends from now on. */
function recordSearches(page: Page): string[] {
  const bodies: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/find') bodies.push(request.postData() ?? '')
  })
  return bodies
}

/** Everything of a page that outlives it, or that another program may read. */
const traces = (page: Page) =>
  page.evaluate(() => [
    location.href,
    document.title,
    document.referrer,
    JSON.stringify(history.state),
    JSON.stringify(localStorage),
    JSON.stringify(sessionStorage),
    document.cookie,
    ...performance.getEntries().map(({ name }) => name),
  ])

for (const upstream of ['sandbox data', 'live data'] as const)
  test(`with ${upstream} a number leads to its chats, into one and back, and leaves no trace`, async ({
    page,
    liveConsole,
    sandboxConsole,
  }) => {
    const { url, output } = upstream === 'live data' ? liveConsole : sandboxConsole
    const urls: string[] = []
    page.on('request', (request) => urls.push(request.url(), request.headers()['referer'] ?? ''))
    const searches = recordSearches(page)
    await page.goto(url)
    await box(page).pressSequentially('+1 (202) 555-0102')
    await expect(page.getByRole('search').getByText('Find chats with +1 202 555 0102')).toBeVisible()
    expect(searches).toEqual([])
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(`${url}/find`)
    await expect(main(page)).toHaveAttribute('data-state', 'ready')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Chats with +1 202 555 0102')
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
    await expect(main(page).locator('> [role=status]')).toHaveText('11 chats found')
    await expect(page.getByText('Group of 3').first()).toBeVisible()
    await expect(page.getByText('Direct chat').first()).toBeVisible()
    const link = rows(page).last().getByRole('link')
    const id = await rows(page).last().getAttribute('data-chat-id')
    await link.scrollIntoViewIfNeeded()
    const place = await page.evaluate(() => scrollY)
    await link.click()
    await expect(page).toHaveURL(`${url}/chats/${id}`)
    await expect(main(page)).toHaveAttribute('data-state', 'ready')
    await page.getByRole('button', { name: 'Back to 11 chats' }).click()
    await expect(rows(page)).toHaveCount(11)
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(place)
    await expect(link).toBeFocused()
    expect(searches).toEqual(['{"handle":"+12025550102"}'])
    expect([...urls, ...(await traces(page)), output()].filter((text) => /202\D{0,3}555/.test(text))).toEqual([])
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing to search for')
    expect(searches).toHaveLength(1)
  })

test('the list is where its placeholder was, in rows of the same height', async ({ page, sandboxConsole }) => {
  const places: object[][] = []
  for (const hold of ['&hold=loading', '']) {
    await page.goto(`${sandboxConsole.url}/find?sample=hits${hold}`)
    await expect(main(page)).toHaveAttribute('data-state', hold ? 'loading' : 'ready')
    const measured: object[] = []
    for (const width of [1440, 768, 390]) {
      await page.setViewportSize({ width, height: 900 })
      measured.push(
        await page.locator('table').evaluate((table) => ({
          top: table.getBoundingClientRect().top,
          row: [...table.querySelectorAll('tbody tr')].at(-1)?.getBoundingClientRect().height,
        })),
      )
    }
    places.push(measured)
  }
  expect(places[1]).toEqual(places[0])
})

test('with live data it is off unless it was turned on, and the box says so', async ({ page, linq, share }) => {
  const { url } = await share(startPlain, linq.url)
  const searches = recordSearches(page)
  await page.goto(url)
  for (const [text, words] of [
    ['+1 (202) 555-0102', 'Finding them by number is off on this console or for your account.'],
    ['sam@example.com', 'Finding them by address is off on this console or for your account.'],
  ] as const) {
    await box(page).fill(text)
    await box(page).press('Enter')
    await expect(box(page)).toHaveAccessibleDescription(new RegExp(`Chats can only be looked up by ID. ${words}$`))
  }
  await page.goto(`${url}/find`)
  await expect(main(page)).toHaveAttribute('data-state', 'off')
  expect(searches).toEqual([])
})

test('by keyboard: more chats on request, from the first of them into a chat, and a link to all', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const searches = recordSearches(page)
  await page.goto('/find?sample=several-pages')
  await expect(rows(page)).toHaveCount(10)
  await page.getByRole('button', { name: 'Show more' }).focus()
  await page.keyboard.press('Enter')
  await expect(rows(page)).toHaveCount(20)
  await expect(rows(page).nth(10).getByRole('link')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(rows(page).nth(11).getByRole('link')).toBeFocused()
  await page.getByRole('button', { name: 'Copy link to these chats' }).click()
  await expect(page.locator('[data-notice]')).toHaveText(
    'Link to 20 chats copied. It does not have those that are not listed.',
  )
  const copied = new URL((await readClipboard(page))['text/plain'] ?? '')
  expect(copied.searchParams.get('ids')?.split(',')).toHaveLength(20)
  const id = await rows(page).nth(11).getAttribute('data-chat-id')
  await rows(page).nth(11).getByRole('link').focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`/chats/${id}`)
  await page.goBack()
  await expect(rows(page)).toHaveCount(20)
  expect(searches).toHaveLength(2)
})

test('a number that was submitted before hydration is found only by the button', async ({ page }) => {
  const searches = recordSearches(page)
  await page.goto('/?text=%2B12025550102')
  await expect(box(page)).toHaveAccessibleDescription('This looks like a phone number.')
  const find = page.getByRole('button', { name: 'Find chats with +1 202 555 0102' })
  await expect(find).toBeVisible()
  expect(searches).toEqual([])
  await find.click()
  await expect(rows(page)).toHaveCount(11)
  expect(searches).toEqual(['{"handle":"+12025550102"}'])
})

test('hidden, no name and no number is in the document, and none after hiding either', async ({ page }) => {
  for (const path of ['/find?sample=hits&mask=1', '/find?sample=none&mask=1']) {
    await page.goto(path)
    await expect(main(page)).toHaveAttribute('data-state', /ready|nothing-found/)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('a number ending in')
    expect(await page.content()).not.toMatch(/202\D{0,30}555|Volunteers|Field Team|Family|example\.com/)
  }
  await page.goto('/find?sample=hits')
  await expect(rows(page)).toHaveCount(11)
  await page.getByRole('button', { name: 'Hide personal data' }).click()
  await expect(main(page)).toHaveAttribute('data-masked', 'true')
  await expect(rows(page)).toHaveCount(11)
  expect(await page.content()).not.toMatch(/202\D{0,30}555|Volunteers|Field Team|Family|example\.com/)
})

for (const [sample, state] of [
  ['?sample=hits', 'ready'],
  ['?sample=none', 'nothing-found'],
  ['?sample=rate-limit', 'rate-limited'],
  ['', 'no-number'],
] as const)
  test(`/find${sample} is accessible at every width`, async ({ page }) => {
    await page.goto(`/find${sample}`)
    await expect(main(page)).toHaveAttribute('data-state', state)
    await expectAccessible(page)
  })

test('the question for a region is accessible, in the header too', async ({ page }) => {
  for (const path of ['/', '/chats/45']) {
    await page.goto(path)
    await box(page).fill('020 7946 0958')
    await box(page).press('Enter')
    const select = page.getByLabel('Country or region of numbers without a country code')
    await expect(select).toBeFocused()
    await expectAccessible(page)
    await select.selectOption('GB')
    await expect(page.getByRole('search').getByText('Find chats with +44 20 7946 0958')).toBeVisible()
    await page.evaluate(() => localStorage.clear())
  }
})
