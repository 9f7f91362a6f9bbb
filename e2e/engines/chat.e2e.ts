// The main journeys of a chat, in each engine.
import { documentedChat } from '../../src/linq/v2/example.ts'
import type { Tab } from './engine.ts'
import { expect, faults, test, untilHydrated } from './test.ts'

/** The personal data of the documented chat. */
const personal = [
  documentedChat.data.display_name,
  ...documentedChat.data.chat_handles.map((handle) => handle.phone_number),
]

const open = async (tab: Tab, url: string) => {
  await tab.open(url)
  await untilHydrated(tab)
}

const untilChat = async (tab: Tab, id: string) =>
  await tab.until(
    (expected) =>
      document.querySelector('main')?.dataset['chatId'] === expected && location.pathname === `/chats/${expected}`,
    id,
  )

test('H hides the name and every number, in the markup too', async ({ tab, relay }) => {
  await open(tab, `${relay.url}/chats/45`)
  const markup = () => tab.evaluate(() => document.documentElement.outerHTML)
  for (const value of personal) expect(await markup()).toContain(value)
  await tab.press('h')
  await tab.until(() => document.querySelector('main')?.dataset['masked'] === 'true')
  for (const value of personal) expect(await markup()).not.toContain(value)
  expect(await tab.evaluate(() => document.title)).not.toContain(documentedChat.data.display_name)
  await tab.press('h')
  await tab.until((name) => document.querySelector('[data-field=display_name]')?.textContent === name, personal[0])
  expect(await faults(tab)).toEqual([])
})

test('a typed ID is looked up, and Back returns to the previous chat', async ({ tab, relay }) => {
  await open(tab, `${relay.url}/chats/45`)
  await tab.click('input[placeholder="Chat ID"]')
  await tab.press('Control+a')
  await tab.type('102')
  await tab.press('Enter')
  await untilChat(tab, '102')
  await tab.until(() => document.querySelectorAll('tr[data-handle-id]').length === 32)
  await tab.back()
  await untilChat(tab, '45')
  await tab.until(() => document.querySelectorAll('tr[data-handle-id]').length === 2)
  expect(await faults(tab)).toEqual([])
})

test('Back to an earlier document shows its chat, and its shortcuts work', async ({ tab, relay }) => {
  await open(tab, `${relay.url}/chats/45`)
  await open(tab, `${relay.url}/chats/101`)
  await tab.back()
  await untilChat(tab, '45')
  await untilHydrated(tab)
  await tab.press('h')
  await tab.until(() => document.querySelector('main')?.dataset['masked'] === 'true')
  expect(await faults(tab)).toEqual([])
})

test('Back to an earlier document after hiding shows no personal data', async ({ tab, relay }) => {
  await open(tab, `${relay.url}/chats/45`)
  await open(tab, `${relay.url}/chats/101`)
  await tab.press('h')
  await tab.until(() => document.querySelector('main')?.dataset['masked'] === 'true')
  await tab.back()
  await untilChat(tab, '45')
  await tab.until(() => document.querySelector('main')?.dataset['masked'] === 'true')
  await untilHydrated(tab)
  const markup = await tab.evaluate(() => document.documentElement.outerHTML)
  for (const value of personal) expect(markup).not.toContain(value)
  expect(await tab.evaluate(() => location.search)).toBe('?mask=1')
  expect(await faults(tab)).toEqual([])
})

test('a reload keeps the chat and its settings', async ({ tab, relay }) => {
  await open(tab, `${relay.url}/chats/102?sort=-joined_at`)
  const rows = () =>
    tab.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('tr[data-handle-id]')].map((row) => row.dataset['handleId']),
    )
  const before = await rows()
  expect(before).toHaveLength(32)
  await tab.reload()
  await untilHydrated(tab)
  expect(await rows()).toEqual(before)
  expect(await faults(tab)).toEqual([])
})

test('the participants are copied as text and as an HTML table', async ({ tab, relay }) => {
  await open(tab, `${relay.url}/chats/45`)
  await tab.click('button:enabled', 'Copy')
  await tab.click('button', 'Participants table')
  await tab.until(() => document.querySelector('[data-notice]')?.textContent === 'Table copied.')
  expect(await faults(tab)).toEqual([])

  await tab.open(`${relay.url}/paste`)
  await tab.click('div')
  await tab.press('Control+v')
  const pasted = await tab.until((): unknown => Reflect.get(globalThis, 'pasted'))
  expect(pasted).toEqual({
    text: expect.stringMatching(/^Handle ID\tPhone or email\tService\tJoined\n123\t\+15551234567\t/),
    // WebKit removes the style for Excel, and no attribute.
    html: expect.stringMatching(/<td x:str="" sdnum="0;0;@"[^>]*>\+15551234567<\/td>/),
  })
})
