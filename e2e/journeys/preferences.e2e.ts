import { lookUpFromPage, expect, expectAccessible, test } from '../support/test.ts'

const main = 'main'

test('recent chats are stored by ID only, and can be cleared', async ({ page }) => {
  for (const id of ['45', '101', '45']) {
    await page.goto(`/chats/${id}`)
    // A chat is stored when its details are rendered.
    await expect(page.getByRole('region', { name: 'Format check' })).toBeVisible()
  }
  await page.goto('/')
  const recents = page.getByRole('region', { name: 'Recent chats in this browser' })
  await expect(recents.getByRole('listitem')).toHaveText([/^45/, /^101/])
  const stored = await page.evaluate(() => JSON.stringify(Object.fromEntries(Object.entries(localStorage))))
  expect(stored).toMatch(/^\{"chat-console:recents":"45@\d+ 101@\d+"\}$/)
  await recents.getByRole('button', { name: 'Clear' }).click()
  await expect(page.getByText('Chats you open appear here by ID.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
})

test('the arrow keys choose a recent chat below the box', async ({ page }) => {
  await page.goto('/')
  await page.evaluate(() => localStorage.setItem('chat-console:recents', `102@${Date.now()} 101@${Date.now()}`))
  await page.goto('/chats/45')
  await expect(page.getByRole('region', { name: 'Format check' })).toBeVisible()
  const box = page.getByLabel('Chat ID')
  const chats = page.getByRole('list', { name: 'Recent chats in this browser' }).getByRole('button')
  await page.keyboard.press('/')
  await expect(box).toHaveAccessibleDescription('Press the down arrow for recent chats.')
  await expect(chats).toHaveText([/^102/, /^101/])
  await page.keyboard.press('ArrowDown')
  await expect(chats.first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(chats.last()).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(box).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')
  await expect(box).toBeFocused()
  await expect(chats).toHaveCount(2)
  await page.keyboard.type('46')
  await expect(chats).toHaveCount(0)
  await box.fill('')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/chats\/101$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})

test('the switch in the help turns single-key shortcuts off, also after a reload', async ({ page }) => {
  await page.goto('/chats/45')
  await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Help and settings' })
  await expect(help).toBeVisible()
  await help.getByRole('switch', { name: 'Single-key shortcuts' }).click()
  await page.keyboard.press('Escape')
  await expect(help).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Help and settings' })).toBeFocused()
  await page.reload()
  await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
  await page.keyboard.press('h')
  await page.keyboard.press('?')
  await expect(page).not.toHaveURL(/mask/)
  await expect(help).toHaveCount(0)
  await page.getByRole('button', { name: 'Help and settings' }).click()
  await help.getByRole('switch', { name: 'Single-key shortcuts' }).click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('h')
  await expect(page).toHaveURL(/mask=1/)
})

test('the help returns the focus to where it was', async ({ page }) => {
  await page.goto('/chats/45')
  await expect(page.locator('main[data-drift]')).toBeAttached()
  const joined = page.locator('td[data-field=joined_at] time').first()
  await joined.focus()
  await page.keyboard.press('?')
  const close = page.getByRole('dialog', { name: 'Help and settings' }).getByRole('button', { name: 'Close' })
  await expect(close).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(joined).toBeFocused()
})

test('the selected theme is stored, and applied before the console’s script runs', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/chats/45')
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  await expect.poll(background).toBe('rgb(245, 246, 248)')
  await page.getByRole('button', { name: 'Help and settings' }).click()
  await page.getByLabel('Theme').selectOption('dark')
  await expect.poll(background).toBe('rgb(13, 16, 20)')
  // Without the console's script, so the inline script applies the theme.
  await page.route('**/assets/*.js', (route) => route.abort())
  await page.reload({ waitUntil: 'load' })
  expect(await background()).toBe('rgb(13, 16, 20)')
  await page.goto('/chats/45?theme=light', { waitUntil: 'load' })
  expect(await background()).toBe('rgb(245, 246, 248)')
})

test('a key cycles through the zones, and the zone is stored', async ({ page }) => {
  await page.goto('/chats/45')
  await expect(page.locator('html[data-hydrated] main[data-drift]')).toBeAttached()
  const joined = page.locator('td[data-field=joined_at] time').first()
  const tooltip = page.getByRole('tooltip')
  await joined.focus()
  await expect(tooltip).toHaveText(/^2025-05-21 20:30:00 UTC · /)
  await page.keyboard.press('z')
  await page.keyboard.press('z')
  await expect(tooltip).toBeHidden()
  for (const load of [() => joined.blur(), () => page.reload()]) {
    await load()
    await expect(page.locator('html[data-hydrated] main[data-drift]')).toBeAttached()
    await joined.focus()
    await expect(tooltip).toHaveText(/^\d+ (?:months?|years?) ago$/)
  }
})

test('auto-refresh marks what has changed since the page was opened, and pauses while the tab is hidden', async ({
  page,
}) => {
  await page.clock.install()
  let requests = 0
  await lookUpFromPage(page)
  await page.route('**/api/**', (route) => {
    requests += 1
    const changed = requests > 1
    return route.fulfill({
      json: {
        data: {
          id: 45,
          display_name: 'Watched',
          message_count: changed ? 17 : 15,
          chat_handles: changed
            ? [
                { id: 1, phone_number: '+12025550101' },
                { id: 3, phone_number: '+12025550103' },
              ]
            : [
                { id: 1, phone_number: '+12025550101' },
                { id: 2, phone_number: '+12025550102' },
              ],
        },
      },
    })
  })
  await page.goto('/chats/45')
  await page.getByLabel('Auto-refresh').selectOption('60')
  await expect(page.getByText(/^Next in/)).toBeVisible()
  await page.clock.runFor(61_000)
  await expect(page.locator('dl [data-field=message_count]')).toHaveText('17')
  await expect(page.getByText('was 15')).toBeVisible()
  await expect(page.locator('tr[data-new]')).toHaveCount(1)
  await expect(page.locator('tr[data-new]')).toHaveAttribute('data-handle-id', '3')
  await expect(page.locator('[data-gone]')).toHaveText('+12025550102')
  const before = requests
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await page.clock.runFor(180_000)
  expect(requests).toBe(before)
})

/** In a page: the place and size of each element that is there before a chat is, by its position and its beginning. */
const findBoxes = () =>
  Object.fromEntries(
    [
      ...document.querySelectorAll(
        'header, header *, main h1, main h2, main button, main dl, main dt, main dd, main section, main th, main input',
      ),
    ].map((element, index) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      // A section grows with its table.
      const comparedHeight = element.matches('section') ? 0 : Math.round(height)
      return [
        `${index} ${element.tagName} ${element.textContent?.slice(0, 20).replace(/\d+.*/, '')}`,
        [x, y, width, comparedHeight].map(Math.round).join(),
      ]
    }),
  )

const sizes = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 390, height: 844 },
]

test('a loaded chat moves no element of its loading page', async ({ page }) => {
  await lookUpFromPage(page)
  for (const id of ['45', '104', '105', '111']) {
    /** The boxes in a window of each size: only style sheets depend on it, so the page is loaded once. */
    const boxesBySize = async () => {
      const boxes: [string, string][][] = []
      for (const size of sizes) {
        await page.setViewportSize(size)
        boxes.push(Object.entries(await page.evaluate(findBoxes)))
      }
      return boxes
    }
    const answer = Promise.withResolvers<void>()
    await page.route(
      '**/api/**',
      async (route) => {
        await answer.promise
        await route.continue()
      },
      { times: 1 },
    )
    await page.goto(`/chats/${id}`)
    await expect(page.locator(main)).toHaveAttribute('data-state', 'loading')
    await page.evaluate(() => document.fonts.ready)
    expect(await page.locator('main [data-field], main section').count()).toBeGreaterThan(3)
    const before = await boxesBySize()
    answer.resolve()
    await expect(page.locator('tr[data-handle-id]')).not.toHaveCount(0)
    await expect(page.getByRole('region', { name: 'Request' })).toBeVisible()
    const after = await boxesBySize()
    for (const [index, { width }] of sizes.entries()) {
      const moved = before[index]?.filter(([name, box]) => {
        const tag = name.split(' ')[1]
        return !after[index]?.some(([other, newBox]) => other.split(' ')[1] === tag && newBox === box)
      })
      expect.soft(moved, `chat ${id}, ${width} px`).toEqual([])
    }
  }
})

test('with forced colors every control and badge has a border', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto('/chats/45')
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
  const borderless = await page.evaluate(() =>
    [...document.querySelectorAll('main button:not(th button), header button, input, td span.rounded-full')]
      .filter((element) => getComputedStyle(element).borderTopWidth === '0px')
      .map((element) => element.textContent),
  )
  expect(borderless).toEqual([])
})

test('with prefers-contrast: more, borders are darker', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/chats/45')
  const line = page.locator('main section').first()
  const colour = () => line.evaluate((element) => getComputedStyle(element).borderTopColor)
  await expect(line).toBeVisible()
  expect(await colour()).toBe('rgb(211, 217, 225)')
  await page.emulateMedia({ contrast: 'more' })
  expect(await colour()).toBe('rgb(118, 128, 141)')
})

test('reduced motion stops every animation', async ({ page }) => {
  await lookUpFromPage(page)
  await page.route('**/api/**', () => {})
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await page.goto('/chats/45')
  await expect(page.locator(main)).toHaveAttribute('data-state', 'loading')
  const running = () => page.evaluate(() => document.getAnimations().length)
  expect(await running()).toBeGreaterThan(0)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await running()).toBe(0)
})

test('a printed chat is white, complete and without controls', async ({ page }) => {
  await page.goto('/chats/45?theme=dark')
  await expect(page.getByRole('region', { name: 'Request' })).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)')
  for (const name of ['Copy', 'Refresh', 'Hide personal data', 'Look up', 'Help and settings'])
    await expect(page.getByRole('button', { name, exact: true })).toBeHidden()
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
  await expect(page.locator('[data-source=sandbox]')).toHaveText('Sandbox data')
})

test('the copy menu, the help, the open response and the box’s messages are accessible', async ({ page }) => {
  test.slow()
  await page.goto('/chats/104')
  await page.getByLabel('Chat ID').fill('45 46 nobody@example.com')
  await page.getByLabel('Chat ID').press('Enter')
  const message = page.getByRole('search').getByText('Find chats by one phone number')
  await expect(message).toBeVisible()
  await expectAccessible(page)
  await page.getByText('Response as received').click()
  await expect(message).toBeHidden()
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Download CSV' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: 'Help and settings' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page)
})

test('in forced colours pressed, loading and progress look different', async ({ page, sandboxConsole }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto('/chats/45')
  const hide = page.locator('[data-action=hide]')
  const shown = await hide.screenshot()
  await hide.click()
  await expect(hide).toHaveAttribute('aria-pressed', 'true')
  await page.mouse.move(0, 0)
  await hide.blur()
  expect(await hide.screenshot()).not.toEqual(shown)

  const look = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor)
  await page.goto(`${sandboxConsole.url}/chats/45?hold=loading`)
  expect(await look('.skeleton')).not.toBe(await look('main'))
  await page.goto(`${sandboxConsole.url}/chats?ids=45,101,102,103&hold=loading`)
  const bar = page.getByRole('progressbar')
  const picture = await bar.screenshot()
  await bar.evaluate((element) => element.setAttribute('value', '4'))
  expect(await bar.screenshot()).not.toEqual(picture)
})
