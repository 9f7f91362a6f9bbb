import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http } from 'msw/http'
import { expect, onTestFinished, test, vi } from 'vitest'

import { chatsPath, linqOrigin } from '../linq/operation.ts'
import { documentedChat } from '../linq/v2/example.ts'
import { asked, open, server } from './testing.tsx'

// The test's document has no fonts and pictures to wait for; e2e/pictures/ready.e2e.ts looks at the marker in a real one.
vi.mock('./screenshot/mark-ready.ts', () => ({ markReady: () => {} }))

// The word before the ID is visible on narrow screens only; this environment has no style sheet.
test('shows the chat and a table of its participants', async () => {
  await open('/chats/45')
  expect(await screen.findByText('John Doe, Jane Smith')).toBeTruthy()
  const rows = screen.getAllByRole('row').slice(1)
  expect(
    rows.map((row) =>
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ),
  ).toEqual([
    ['+15551234567', 'iMessage', '2025-05-21 15:30:00 -05:00', 'Handle ID 123'],
    ['+15559876543', 'iMessage', '2025-05-21 15:30:00 -05:00', 'Handle ID 124'],
  ])
})

test('shows many participants with their chat, without a placeholder', async () => {
  const participants = Array.from({ length: 201 }, (_, id) => ({ id }))
  server.use(
    http.get(`*${chatsPath}/:id`, () =>
      Response.json({ data: { ...documentedChat.data, chat_handles: participants } }),
    ),
  )
  onTestFinished(() => server.resetHandlers())
  const shown: unknown[] = []
  const observer = new MutationObserver(
    () =>
      document.querySelector('main[data-state=ready]') &&
      shown.push(document.querySelector('table')?.getAttribute('aria-rowcount')),
  )
  observer.observe(document.body, { childList: true, subtree: true, attributes: true })
  onTestFinished(() => observer.disconnect())
  await open('/chats/45')
  await waitFor(() => expect(shown).toContain('202'))
  expect(shown[0]).toBe('202')
})

const summary = (name: string) => document.querySelector(`dl [data-field=${name}]`)?.textContent

test('shows numbers beyond 2^53 to the last digit', async () => {
  await open('/chats/9007199254740993')
  expect(await screen.findByRole('heading', { name: 'Chat 9007199254740993' })).toBeTruthy()
  await waitFor(() => expect(summary('message_count')).toBe('9,007,199,254,740,997'))
  expect(document.querySelector('tr[data-handle-id="9007199254740995"]')).toBeTruthy()
})

test('shows a group of 32 and a message count above 1,000', async () => {
  await open('/chats/102')
  await waitFor(() => expect(document.querySelectorAll('tr[data-handle-id]')).toHaveLength(32))
  expect([summary('group'), summary('message_count')]).toEqual(['Yes', '1,284'])
})

test('shows a field that Linq did not send as missing', async () => {
  await open('/chats/127')
  expect(await screen.findByText('Linq did not send a list of participants.')).toBeTruthy()
  expect(['service', 'group', 'message_count', 'participants'].map(summary)).toEqual(Array(4).fill('Missing'))
})

test.each([
  ['105', '+12025550101, +12025550102', 'The name is empty. Showing the participants instead.'],
  ['106', '+12025550101, +12025550102', 'The name is null. Showing the participants instead.'],
  ['127', 'No name', 'This chat has no name.'],
])('shows what chat %s has instead of a name, and says so', async (id, name, explanation) => {
  await open(`/chats/${id}`)
  expect(await screen.findByText(explanation)).toBeTruthy()
  expect(document.querySelector('[data-field=display_name][data-fallback]')?.textContent).toBe(name)
})

test.each([
  ['/chats/45', 'Chat 45'],
  ['/chats/404', 'Chat 404 not found'],
  ['/chats/+15551234567', 'Not a chat ID'],
])('the title of %s has an ID, and no personal data', async (path, title) => {
  await open(path)
  await waitFor(() => expect(document.title).toBe(`${title} · Chat console`))
})

test('opens the chat of the lookup box, and keeps the box', async () => {
  await open('/')
  await userEvent.type(await screen.findByLabelText(/^Chat ID/), ' #101 {Enter}')
  expect(await screen.findByText('Harbor Coffee')).toBeTruthy()
  expect(screen.getByLabelText<HTMLInputElement>('Chat ID').value).toBe('101')
})

test('sends a lookup on Enter, before the page of its chat is rendered', async () => {
  await open('/chats/45')
  await userEvent.type(await screen.findByLabelText(/^Chat ID/), '{Control>}a{/Control}101')
  const send = vi.spyOn(globalThis, 'fetch')
  screen.getByRole<HTMLButtonElement>('button', { name: 'Look up' }).click()
  expect(send.mock.calls.map(([path]) => path)).toEqual([`${chatsPath}/101`])
  expect(await screen.findByText('Harbor Coffee')).toBeTruthy()
  expect(send).toHaveBeenCalledOnce()
  send.mockRestore()
})

test('says why a text has no ID, keeps it, and sends nothing', async () => {
  await open('/')
  const box = await screen.findByLabelText<HTMLInputElement>(/^Chat ID/)
  await userEvent.type(box, 'Ana Lopez{Enter}')
  expect(screen.getByText(/^A chat ID is a whole number/)).toBeTruthy()
  expect(box.value).toBe('Ana Lopez')
  expect(box.getAttribute('aria-invalid')).toBe('true')
  expect(asked).toEqual([])
})

test('sends nothing for an address without an ID', async () => {
  await open('/chats/find')
  expect(await screen.findByRole('heading', { name: 'This is not a chat ID' })).toBeTruthy()
  expect(asked).toEqual([])
})

test.each([
  ['/nope?mask=1&theme=dark&sort=id', 'Go to lookup', '/?mask=1&theme=dark'],
  ['/chats/find?mask=1&theme=dark', 'Look up another chat', '/?mask=1&theme=dark'],
  ['/chats/404?mask=1&theme=dark', 'Look up another chat', '/?mask=1&theme=dark'],
  ['/sign-in?mask=1&theme=dark', 'Go to lookup', '/?mask=1&theme=dark'],
  // The gallery is off with live data.
  ['/qa?mask=1&theme=dark', 'Go to lookup', '/?mask=1&theme=dark', linqOrigin],
])('the link on %s keeps the view settings', async (path, name, target, origin?: string) => {
  await open(path, origin)
  expect((await screen.findByRole('link', { name })).getAttribute('href')).toBe(target)
})

test.each([
  ['/sign-in?problem=refused&mask=1', '/?mask=1'],
  ['/sign-in?problem=refused&return=/chats/45', '/chats/45'],
  ['/sign-in?problem=refused', '/'],
  [`/sign-in?problem=refused&mask=1&return=/chats?ids=${'45,'.repeat(400)}`, '/?mask=1'],
])('a sign-in keeps personal data hidden: %#', async (path, back) => {
  const setting = document.createElement('meta')
  setting.name = 'linq-sign-in'
  setting.content = 'oidc'
  document.head.append(setting)
  onTestFinished(() => setting.remove())
  await open(path)
  const link = await screen.findByRole('link', { name: 'Try again' })
  expect(link.getAttribute('href')).toBe(`/auth/sign-in?return=${encodeURIComponent(back)}`)
})

test.each([
  [{ chat_handles: null }, 'Null', 'The list of participants is null.'],
  [{}, 'Missing', 'Linq did not send a list of participants.'],
  [{ chat_handles: [] }, '0', 'This chat has no participants.'],
  [{ chat_handles: '' }, 'Not a list: ""', 'The participants are not a list.'],
  [{ chat_handles: 2 }, 'Not a list: 2', 'The participants are not a list.'],
  [{ chat_handles: false }, 'Not a list: false', 'The participants are not a list.'],
  [{ chat_handles: { a: 1 } }, 'Not a list: {"a":1}', 'The participants are not a list.'],
])('shows a chat with %j as it was sent', async (sent, count, text) => {
  server.use(http.get(`*${chatsPath}/45`, () => Response.json({ data: { id: 45, ...sent } })))
  onTestFinished(() => server.resetHandlers())
  await open('/chats/45')
  expect(await screen.findByText(text)).toBeTruthy()
  expect(document.querySelector('[data-field=participants]')?.textContent).toBe(count)
})

test('shows participants that are not a list as hidden where personal data is', async () => {
  server.use(http.get(`*${chatsPath}/45`, () => Response.json({ data: { id: 45, chat_handles: '+15550100003' } })))
  onTestFinished(() => server.resetHandlers())
  await open('/chats/45?mask=1')
  expect(await screen.findByText('The participants are not a list.')).toBeTruthy()
  expect(document.querySelector('[data-field=participants]')?.textContent).toBe('Not a list: "Hidden"')
})

const column = (field: string) =>
  Array.from(document.querySelectorAll(`td[data-field=${field}]`), (cell) => cell.textContent)

test('a bulk lookup tells null, empty and missing fields apart', async () => {
  const sent = { 45: {}, 46: { display_name: null, chat_handles: null }, 47: { display_name: '', chat_handles: 2 } }
  server.use(
    ...Object.entries(sent).map(([id, fields]) =>
      http.get(`*${chatsPath}/${id}`, () => Response.json({ data: { id: Number(id), ...fields } })),
    ),
  )
  onTestFinished(() => server.resetHandlers())
  await open('/chats?ids=45,46,47')
  await screen.findByText('3 chats loaded, 0 failed')
  expect(column('display_name')).toEqual(['Missing', 'Null', 'No name'])
  expect(column('participants')).toEqual(['Missing', 'Null', 'Not a list: 2'])
})

test('Esc leaves the filter of the participants, so that shortcuts work again', async () => {
  await open('/chats/102')
  const filter = await screen.findByLabelText('Filter participants')
  await userEvent.type(filter, 'a{Escape}')
  expect(document.activeElement).toBe(document.body)
})

test.each([
  ['', 'Empty'],
  [' ', 'Blank'],
  ['\u3164', 'Blank'],
  ['+1555010000\u200b3', '+1555010000ZWSP3'],
  ['a\u00adb\u2060c\ufeffd\u202ee', 'aSHYbWJcBOMdRLOe'],
  // Joiners and variation selectors belong to emoji and to Persian words.
  ['\u{1f469}\u200d\u2764\ufe0f', '\u{1f469}\u200d\u2764\ufe0f'],
])('shows the address %j as %j', async (address, text) => {
  server.use(http.get(`*${chatsPath}/45`, () => Response.json({ data: { id: 45, chat_handles: [address] } })))
  onTestFinished(() => server.resetHandlers())
  await open('/chats/45')
  await waitFor(() => expect(document.querySelector('td[data-field=phone_number]')?.textContent).toBe(text))
})

test.each([
  ['45', '1 chat loaded, 0 failed', '1 chat'],
  ['45,101', '2 chats loaded, 0 failed', '2 chats'],
])('counts the chats of a bulk lookup of %s', async (ids, status, title) => {
  await open(`/chats?ids=${ids}`)
  expect(await screen.findByText(status)).toBeTruthy()
  expect(document.title).toBe(`${title} · Chat console`)
})

test('looks a missing chat up once', async () => {
  await open('/chats/404')
  expect(await screen.findByRole('heading', { name: 'Chat 404 not found' })).toBeTruthy()
  expect(asked).toEqual([`${chatsPath}/404`])
})
