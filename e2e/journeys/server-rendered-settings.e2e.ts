// The settings that the server renders a chat's page with: hidden personal data and the time zone.
import type { Page } from '@playwright/test'

import { documentedChat } from '../../src/linq/v2/example.ts'
import { navigate, recordActivity, withConsole } from '../support/server-rendered.ts'
import { expect } from '../support/test.ts'
import { test } from '../support/upstream.ts'

/** Presses the key of `h` on a Thai layout, where it is a combining mark. */
const pressThai = (page: Page) =>
  page.evaluate(() =>
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '\u0e49', code: 'KeyH', bubbles: true })),
  )

test('a page that hides personal data has none in its HTML, and requests the chat when it is shown', async ({
  page,
  upstream,
  folder,
}) => {
  await withConsole({ upstream, folder }, {}, async ({ url }, auditLines) => {
    for (const search of ['?mask=1', '?shot=1']) {
      const { html } = await navigate(page.request, `${url}/chats/45${search}`)
      expect(html).toContain('Participant B')
      expect(html).not.toMatch(/5551234567|John|9876543/)
    }
    expect(JSON.parse(auditLines()[0] ?? '')).toMatchObject({ hidden: true })
    const activity = recordActivity(page)
    await page.goto(`${url}/chats/45?mask=1`)
    await page.waitForSelector('html[data-shot=ready]')
    expect(activity).toEqual({ lookups: 0, faults: [] })
    await page.locator('[data-action=hide]').click()
    await expect(page.locator('[data-field=display_name]')).toHaveText(documentedChat.data.display_name)
    expect(activity).toEqual({ lookups: 1, faults: [] })
    expect(JSON.parse(auditLines().at(-1) ?? '')).toMatchObject({ hidden: false })
  })
})

test('a participant keeps their label when a chat with hidden personal data is refreshed', async ({
  page,
  guarded,
  upstream,
}) => {
  await page.goto(`${guarded.url}/chats/45?mask=1`)
  await page.waitForSelector('html[data-shot=ready]')
  const [, second] = documentedChat.data.chat_handles
  upstream.respond = (_, response) =>
    response.end(
      JSON.stringify({
        data: { ...documentedChat.data, chat_handles: [second, { id: 9, phone_number: '+15550001111' }] },
      }),
    )
  await page.keyboard.press('r')
  const addresses = page.locator('tbody [data-field=phone_number]')
  await expect(addresses).toHaveText([/^Participant B/, /^Participant C/])
})

// The button is in before-hydration.e2e.ts.
for (const [name, hide] of [
  ['the shortcut', (page: Page) => page.keyboard.press('h')],
  ['the shortcut on a Thai layout', (page: Page) => pressThai(page)],
] as const)
  test(`${name} hides personal data before hydration`, async ({ page, guarded }) => {
    const script = Promise.withResolvers<void>()
    await page.route(/\/assets\/index-.*\.js/, async (route) => {
      await script.promise
      await route.continue()
    })
    await page.goto(`${guarded.url}/chats/45?theme=dark&mask=0`, { waitUntil: 'commit' })
    const title = page.locator('[data-field=display_name]')
    await expect(title).toHaveText(documentedChat.data.display_name)
    await hide(page)
    await expect(title).toHaveText('Name hidden')
    await expect(page).toHaveURL(`${guarded.url}/chats/45?mask=1&theme=dark`)
    script.resolve()
    await page.waitForSelector('html[data-hydrated]')
    await expect(title).toHaveText('Name hidden')
    await page.keyboard.press('h')
    await expect(title).toHaveText(documentedChat.data.display_name)
  })

test('a shortcut that is pressed while Linq is answering hides personal data', async ({ page, guarded, upstream }) => {
  const answer = Promise.withResolvers<void>()
  upstream.respond = (_, response) => void answer.promise.then(() => response.end(JSON.stringify(documentedChat)))
  await page.goto(`${guarded.url}/chats/45`, { waitUntil: 'commit' })
  await expect(page.getByRole('banner')).toBeVisible()
  await page.keyboard.press('h')
  await expect(page).toHaveURL(`${guarded.url}/chats/45?mask=1`)
  answer.resolve()
  await expect(page.locator('[data-field=display_name]')).toHaveText('Name hidden')
})

test('a shortcut that is off hides nothing before hydration', async ({ page, guarded }) => {
  await page.addInitScript(() => localStorage.setItem('chat-console:keys', 'off'))
  const script = Promise.withResolvers<void>()
  await page.route(/\/assets\/index-.*\.js/, async (route) => {
    await script.promise
    await route.continue()
  })
  await page.goto(`${guarded.url}/chats/45`, { waitUntil: 'commit' })
  const title = page.locator('[data-field=display_name]')
  await expect(title).toHaveText(documentedChat.data.display_name)
  await page.keyboard.press('h')
  script.resolve()
  await page.waitForSelector('html[data-hydrated]')
  await expect(title).toHaveText(documentedChat.data.display_name)
  expect(new URL(page.url()).search).toBe('')
})

test('with MASK=always the HTML has no personal data', async ({ page, upstream, folder }) => {
  await withConsole({ upstream, folder }, { MASK: 'always' }, async ({ url }) => {
    const activity = recordActivity(page)
    expect((await navigate(page.request, `${url}/chats/45`)).html).not.toMatch(/5551234567|John|9876543/)
    await page.goto(`${url}/chats/45`)
    await page.waitForSelector('html[data-shot=ready]')
    await expect(page.locator('tbody [data-field=phone_number]')).toHaveText(['Participant A', 'Participant B'])
    expect(activity).toEqual({ lookups: 0, faults: [] })
  })
})

test.describe('in a browser in Kolkata', () => {
  test.use({ timezoneId: 'Asia/Kolkata' })
  test('the server renders times in the selected zone', async ({ page, guarded }) => {
    const activity = recordActivity(page)
    const serverRendered = async () => (await navigate(page.request, `${guarded.url}/chats/45`)).html
    await page.goto(`${guarded.url}/chats/45`)
    await page.waitForSelector('html[data-shot=ready]')
    // From UTC to the local zone.
    await page.keyboard.press('z')
    const fetched = page.locator('[data-field=fetched_at]')
    await expect(fetched).toHaveText(/ \+05:30 Asia\/\w+$/)
    expect(await serverRendered()).toContain('+05:30 Asia/')
    await page.reload()
    await page.waitForSelector('html[data-shot=ready]')
    await page.keyboard.press('z')
    // As sent: without a zone of its own, a time of the console is in UTC.
    await expect(fetched).toHaveText(/ UTC$/)
    await page.keyboard.press('z')
    await expect(fetched).toHaveText(/ UTC$/)
    expect(await serverRendered()).toMatch(/data-field="fetched_at"[^>]*>[\d-]+ [\d:]+ UTC</)
    expect(activity).toEqual({ lookups: 0, faults: [] })
  })

  test('after the local zone has changed, the page shows its times without a hydration error', async ({
    page,
    guarded,
  }) => {
    await page.context().addCookies([{ name: 'chat-console-zone', value: 'local:America/New_York', url: guarded.url }])
    await page.addInitScript(() => localStorage.setItem('chat-console:zone', 'local'))
    expect((await navigate(page.request, `${guarded.url}/chats/45`)).html).toMatch(/-0[45]:00 America\/New_York/)
    const activity = recordActivity(page)
    await page.goto(`${guarded.url}/chats/45`)
    await page.waitForSelector('html[data-shot=ready]')
    await expect(page.locator('[data-field=fetched_at]')).toContainText('+05:30 Asia/')
    expect(activity).toEqual({ lookups: 0, faults: [] })
    expect((await navigate(page.request, `${guarded.url}/chats/45`)).html).toContain('+05:30 Asia/')
  })

  test('a URL with tz=local is rendered by the browser, because the server does not know its zone', async ({
    page,
    guarded,
  }) => {
    const activity = recordActivity(page)
    await page.goto(`${guarded.url}/chats/45?tz=local`)
    await expect(page.locator('[data-field=fetched_at]')).toContainText('+05:30 Asia/')
    expect(activity).toEqual({ lookups: 1, faults: [] })
  })
})

test('a text of the lookup form in the address of a chat is neither in its page nor in the history', async ({
  page,
  guarded,
}) => {
  const activity = recordActivity(page)
  await page.goto(`${guarded.url}/chats/45?text=%2B12025550123&sort=id`)
  await page.waitForSelector('html[data-shot=ready]')
  expect(activity).toEqual({ lookups: 0, faults: [] })
  expect(page.url()).toBe(`${guarded.url}/chats/45?sort=id`)
  expect(await page.content()).not.toContain('2025550123')
  expect(await page.evaluate(() => JSON.stringify(history.state))).not.toContain('2025550123')
})
