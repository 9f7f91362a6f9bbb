// What a person does on a server-rendered page before its script runs: nothing that is typed or pressed is lost.
import type { Page } from '@playwright/test'

import { documentedChat } from '../../src/linq/v2/example.ts'
import { recordActivity } from '../support/server-rendered.ts'
import { expect } from '../support/test.ts'
import { documented, test } from '../support/upstream.ts'

const scripts = /\/assets\/[^/]*\.js$/

/** Holds the scripts of the page back until the returned function is called. */
async function holdScripts(page: Page): Promise<() => void> {
  const released = Promise.withResolvers<void>()
  await page.route(scripts, async (route) => {
    await released.promise
    await route.continue()
  })
  return released.resolve
}

const box = (page: Page) => page.getByRole('textbox', { name: 'Chat ID' })
const main = (page: Page) => page.locator('main')
const name = (page: Page) => page.locator('[data-field=display_name]')

/** Submits a text in the lookup box. */
const submit = (text: string) => async (page: Page) => {
  await box(page).fill(text)
  await box(page).press('Enter')
}
const press = (button: string) => (page: Page) => page.getByRole('button', { name: button, exact: true }).click()

interface Action {
  does: string
  from: string
  act: (page: Page) => Promise<void>
  to: string
  /** What is on the page that it opens, also once that is hydrated. */
  shows: (page: Page) => Promise<void>
}

const actions: Action[] = [
  {
    does: 'Enter with an ID opens its chat, with the view settings',
    from: '/chats/45?theme=dark&mask=1',
    act: submit(' #101 '),
    to: '/chats/101?mask=1&theme=dark',
    shows: async (page) => await expect(main(page)).toHaveAttribute('data-chat-id', '101'),
  },
  {
    does: 'the button beside the box opens a chat',
    from: '/?theme=dark',
    act: async (page) => {
      await box(page).fill('https://console.example.com/chats/101?mask=1')
      await press('Look up')(page)
    },
    to: '/chats/101?mask=1&theme=dark',
    shows: async (page) => await expect(main(page)).toHaveAttribute('data-masked', 'true'),
  },
  {
    does: 'Enter with a text that opens no chat says why, and the address does not have the text',
    from: '/chats/45?theme=dark',
    act: submit('the chat of Ana'),
    to: '/?theme=dark',
    shows: async (page) => {
      await expect(box(page)).toHaveValue('the chat of Ana')
      await expect(box(page)).toHaveAccessibleDescription(/^A chat ID is a whole number/)
    },
  },
  {
    does: 'Enter with nothing in the box says what to type',
    from: '/',
    act: submit(''),
    to: '/?',
    shows: async (page) => await expect(box(page)).toHaveAccessibleDescription('Enter a chat ID, for example 45.'),
  },
  {
    does: 'an ID of a text with several opens its chat',
    from: '/',
    act: async (page) => {
      await submit('chat 45 and chat 101')(page)
      await press('101')(page)
    },
    to: '/chats/101',
    shows: async (page) => await expect(main(page)).toHaveAttribute('data-chat-id', '101'),
  },
  {
    does: 'hiding personal data hides it',
    from: '/chats/45?theme=dark&mask=0',
    act: press('Hide personal data'),
    to: '/chats/45?mask=1&theme=dark',
    shows: async (page) => await expect(name(page)).toHaveText('Name hidden'),
  },
  {
    does: 'showing personal data shows it',
    from: '/chats/45?theme=dark&mask=1',
    act: press('Personal data hidden · Show'),
    to: '/chats/45?theme=dark',
    shows: async (page) => await expect(name(page)).toHaveText(documentedChat.data.display_name),
  },
  {
    does: 'the heading of a sorted column sorts the other way, and the filter stays',
    from: '/chats/102?sort=joined_at#filter=0131',
    act: press('Joined'),
    to: '/chats/102?sort=-joined_at#filter=0131',
    shows: async (page) =>
      await expect(page.getByRole('columnheader', { name: 'Joined' })).toHaveAttribute('aria-sort', 'descending'),
  },
]

for (const { does, from, act, to, shows } of actions)
  test(`before hydration: ${does}, and hydration keeps it`, async ({ page, sandboxConsole }) => {
    const activity = recordActivity(page)
    const release = await holdScripts(page)
    await page.goto(from, { waitUntil: 'commit' })
    await act(page)
    await shows(page)
    await expect(page).toHaveURL(sandboxConsole.url + to)
    release()
    await page.waitForSelector('html[data-shot=ready]')
    await shows(page)
    await expect(page).toHaveURL(sandboxConsole.url + to)
    expect(activity).toEqual({ lookups: 0, faults: [] })
  })

test('without JavaScript the forms of a page work', async ({ browser, sandboxConsole }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: sandboxConsole.url })
  const page = await context.newPage()
  await page.goto('/chats/45')
  await press('Hide personal data')(page)
  await expect(name(page)).toHaveText('Name hidden')
  await press('Joined')(page)
  await expect(page).toHaveURL('/chats/45?mask=1&sort=joined_at')
  await press('Personal data hidden · Show')(page)
  await expect(page).toHaveURL('/chats/45?sort=joined_at')
  await submit('101')(page)
  await expect(page).toHaveURL('/chats/101')
  await context.close()
})

test('Enter with a list before hydration opens all its chats', async ({ page, sandboxConsole }) => {
  const release = await holdScripts(page)
  await page.goto('/?theme=dark', { waitUntil: 'commit' })
  await submit('45, 101, 102')(page)
  await expect(page).toHaveURL(`${sandboxConsole.url}/chats?ids=45,101,102&theme=dark`)
  release()
  await expect(page.getByRole('heading', { name: '3 chats' })).toBeVisible()
})

test('what is typed into the filter before hydration filters the participants', async ({ page, sandboxConsole }) => {
  const release = await holdScripts(page)
  await page.goto('/chats/102', { waitUntil: 'commit' })
  const filter = page.getByRole('searchbox', { name: 'Filter participants' })
  await filter.fill('0131')
  release()
  await expect(page.locator('[data-found]')).toHaveText('1 of 32')
  await expect(filter).toHaveValue('0131')
  await expect(page).toHaveURL(`${sandboxConsole.url}/chats/102#filter=0131`)
})

test('Refresh before hydration looks the chat up again', async ({ page, guarded, upstream }) => {
  await page.route(scripts, (route) => route.abort())
  await page.goto(`${guarded.url}/chats/45?sort=id`, { waitUntil: 'commit' })
  await press('Refresh')(page)
  await expect.poll(() => upstream.requests.length).toBe(2)
  await expect(main(page)).toHaveAttribute('data-state', 'ready')
  await expect(page).toHaveURL(`${guarded.url}/chats/45?sort=id`)
})

test('the copy menu says that it is loading, and opens on hydration', async ({ page, guarded }) => {
  const activity = recordActivity(page)
  const release = await holdScripts(page)
  await page.goto(`${guarded.url}/chats/45`, { waitUntil: 'commit' })
  const copy = page.getByRole('button', { name: 'Copy', exact: true })
  await copy.click()
  await expect(copy).toHaveAccessibleDescription('Loading…')
  await expect(page.locator('#copy-menu')).toBeHidden()
  release()
  await expect(page.getByRole('list', { name: 'Copy as' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Copy as' }).getByRole('button').first()).toBeFocused()
  await expect(copy).toHaveAccessibleDescription('')
  expect(activity).toEqual({ lookups: 0, faults: [] })
})

test('the button for help that is pressed before hydration opens it on hydration', async ({ page, guarded }) => {
  const release = await holdScripts(page)
  await page.goto(`${guarded.url}/chats/45`, { waitUntil: 'commit' })
  await press('Help and settings')(page)
  release()
  await expect(page.getByRole('dialog', { name: 'Help and settings' })).toBeVisible()
})

test('shortcuts that are pressed before hydration act when the page is ready', async ({ page, guarded, upstream }) => {
  const release = await holdScripts(page)
  await page.goto(`${guarded.url}/chats/45`, { waitUntil: 'commit' })
  await expect(main(page)).toHaveAttribute('data-state', 'ready')
  await page.keyboard.press('r')
  await page.keyboard.press('?')
  release()
  await expect.poll(() => upstream.requests.length).toBe(2)
  await expect(page.getByRole('dialog', { name: 'Help and settings' })).toBeVisible()
})

test('a shortcut that is pressed before its part of the page is hydrated acts', async ({ page, guarded }) => {
  await page.addInitScript(() => {
    const pressOnHydration = new MutationObserver(() => {
      pressOnHydration.disconnect()
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', bubbles: true, cancelable: true }))
    })
    pressOnHydration.observe(document, { subtree: true, attributeFilter: ['data-hydrated'] })
  })
  await page.goto(`${guarded.url}/chats/45`)
  await expect(page.locator('[data-notice]')).toHaveText(/^cURL copied/)
})

const personal = /example|555.?0123/
for (const [text, path] of [
  ['+12025550123', '/find'],
  ['+1\u2011202\u2011555\u20110123', '/find'],
  ['sam@example.com', '/find'],
  ['(202) 555-0123', '/'],
] as const)
  test(`${text} waits for hydration, and is in no address, history or log`, async ({ page, guarded }) => {
    const addresses: string[] = []
    page.on('request', (request) => addresses.push(request.url()))
    const release = await holdScripts(page)
    await page.goto(guarded.url, { waitUntil: 'commit' })
    await submit(text)(page)
    release()
    await page.waitForSelector('html[data-shot=ready]')
    await expect(page).toHaveURL(guarded.url + path)
    if (path === '/') await expect(page.getByRole('combobox', { name: /^Country or region/ })).toBeFocused()
    expect(addresses.filter((address) => personal.test(decodeURIComponent(address)))).toEqual([])
    expect(JSON.stringify(await page.evaluate((): unknown => history.state))).not.toMatch(personal)
    expect(guarded.output()).not.toMatch(/sam@example|555-?0123/)
  })

test('a refused text leaves the history with the page', async ({ page, guarded }) => {
  const release = await holdScripts(page)
  await page.goto(guarded.url, { waitUntil: 'commit' })
  await submit('the chat of Ana')(page)
  await expect(page).toHaveURL(`${guarded.url}/?`)
  release()
  await page.waitForSelector('html[data-shot=ready]')
  await expect(box(page)).toHaveValue('the chat of Ana')
  expect(guarded.output()).not.toContain('Ana')
  await page.reload()
  await expect(box(page)).toHaveValue('')
})

test('a text that is too long for an address is read on hydration', async ({ page, guarded }) => {
  const release = await holdScripts(page)
  await page.goto(guarded.url, { waitUntil: 'commit' })
  await submit(`chat_id: 45 ${'é'.repeat(3000)}`)(page)
  await expect(page).toHaveURL(`${guarded.url}/`)
  release()
  await expect(page).toHaveURL(`${guarded.url}/chats/45`)
})

test('what is typed while Linq is answering stays, where the browser renders the page', async ({
  page,
  guarded,
  upstream,
}) => {
  const answer = Promise.withResolvers<void>()
  upstream.respond = (request, response) => void answer.promise.then(() => documented(request, response))
  const release = await holdScripts(page)
  await page.goto(`${guarded.url}/chats/45`, { waitUntil: 'commit' })
  await box(page).fill('104')
  // The server does not wait so long: the page ends without its chat.
  await page.waitForLoadState('domcontentloaded')
  release()
  await page.waitForSelector('html[data-hydrated]')
  await expect(box(page)).toHaveValue('104')
  await expect(box(page)).toBeFocused()
  answer.resolve()
  await expect(main(page)).toHaveAttribute('data-state', 'ready')
  await expect(box(page)).toHaveValue('104')
})
