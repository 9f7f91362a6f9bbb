import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http } from 'msw/http'
import { expect, onTestFinished, test, vi } from 'vitest'

import { chatsPath } from '../linq/operation.ts'
import { open, server } from './testing.tsx'

vi.mock('./screenshot/mark-ready.ts', () => ({ markReady: () => {} }))

test.each([
  ['the number of a participant', () => screen.getAllByRole('button', { name: 'Copy number' })[0], '+15551234567'],
  ['a handle ID', () => screen.getAllByRole('button', { name: 'Copy handle ID' })[1], '124'],
  ['the chat ID', () => screen.getByRole('button', { name: 'Copy ID' }), '45'],
])('copies %s as it was sent', async (_, find, copied) => {
  const user = userEvent.setup()
  await open('/chats/45')
  await screen.findByText('Format as documented')
  await user.click(find() ?? expect.unreachable())
  expect(await screen.findByText('Copied.')).toBeTruthy()
  expect(await navigator.clipboard.readText()).toBe(copied)
})

test('the placeholder of a hidden value cannot be copied, an ID can', async () => {
  const chat_handles = [
    { id: 7, phone_number: '+12025550101' },
    { id: '12025550102', phone_number: 'sam@example.com' },
  ]
  server.use(http.get(`*${chatsPath}/45`, () => Response.json({ data: { id: 45, chat_handles } })))
  onTestFinished(() => server.resetHandlers())
  await open('/chats/45?mask=1')
  await screen.findByText('Participant A')
  const copied = [...document.querySelectorAll('tr [data-copy]')].map((button) => button.getAttribute('data-copy'))
  expect(copied).toEqual(['7'])
})

test('the focused box offers the chats opened before, and opens one of them', async () => {
  onTestFinished(() => localStorage.clear())
  localStorage.setItem('chat-console:recents', `101@${Date.now() - 125_000} 45@${Date.now()}`)
  await open('/chats/45')
  await screen.findByText('Format as documented')
  await userEvent.click(screen.getByRole('textbox', { name: /^Chat ID/ }))
  const recents = await screen.findByRole('list', { name: 'Recent chats in this browser' })
  expect(recents.textContent).toBe('101 · 2 minutes ago')
  await userEvent.click(screen.getByRole('button', { name: /^101/ }))
  expect(await screen.findByText('Harbor Coffee')).toBeTruthy()
})

test('a hidden page does not offer the chats opened before', async () => {
  onTestFinished(() => localStorage.clear())
  localStorage.setItem('chat-console:recents', `101@${Date.now()}`)
  await open('/chats/45?mask=1')
  await screen.findByText('Format as documented')
  await userEvent.click(screen.getByRole('textbox', { name: /^Chat ID/ }))
  expect(screen.queryByRole('list', { name: 'Recent chats in this browser' })).toBeNull()
})

const hide = () => userEvent.click(screen.getByRole('button', { name: 'Hide personal data' }))

test('hiding personal data removes what was typed into the box, but for an ID', async () => {
  await open('/chats/45')
  await screen.findByText('Format as documented')
  const box = screen.getByRole<HTMLInputElement>('textbox', { name: /^Chat ID/ })
  await userEvent.type(box, ' Ana +12025550101')
  await hide()
  expect(box.value).toBe('45')
  expect(document.body.innerHTML).not.toContain('2025550101')
  await userEvent.click(screen.getByRole('button', { name: 'Personal data hidden · Show' }))
  await userEvent.clear(box)
  await userEvent.type(box, '101')
  await hide()
  expect(box.value).toBe('101')
})

test('hiding personal data removes a text that the server has refused', async () => {
  await open({ pathname: '/', state: { text: '+12025550123' } })
  const box = await screen.findByRole<HTMLInputElement>('textbox', { name: /^Chat ID/ })
  expect(box.value).toBe('+12025550123')
  act(() => box.blur())
  await userEvent.keyboard('h')
  await waitFor(() => expect(box.value).toBe(''))
  expect(document.body.innerHTML).not.toContain('2025550123')
})

test('the message below the box of the header is gone on Escape, and comes back with the focus', async () => {
  await open('/chats/45')
  await screen.findByText('Format as documented')
  const box = screen.getByRole('textbox', { name: /^Chat ID/ })
  await userEvent.type(box, ' or 101')
  await within(screen.getByRole('search')).findByText(/This text has 2 different IDs/)
  await userEvent.keyboard('{Escape}')
  expect(within(screen.getByRole('search')).queryByText(/This text has 2 different IDs/)).toBeNull()
  await userEvent.click(box)
  await within(screen.getByRole('search')).findByText(/This text has 2 different IDs/)
})

test('the message of a pasted link opens its chat when it is pressed', async () => {
  await open('/chats/45')
  await screen.findByText('Format as documented')
  const box = screen.getByRole('textbox', { name: /^Chat ID/ })
  await userEvent.click(box)
  fireEvent.change(box, { target: { value: 'https://console.example.com/chats/101' } })
  await userEvent.click(await screen.findByRole('button', { name: 'Opens chat 101' }))
  expect(await screen.findByText('Harbor Coffee')).toBeTruthy()
})

test('Enter opens all chats of a text that has nothing but IDs', async () => {
  await open('/')
  const box = await screen.findByRole('textbox', { name: /^Chat ID/ })
  await userEvent.click(box)
  fireEvent.change(box, { target: { value: '45, 101; 102' } })
  expect(await within(screen.getByRole('search')).findByText('Opens 3 chats')).toBeTruthy()
  fireEvent.submit(box)
  expect(await screen.findByText('3 chats loaded, 0 failed')).toBeTruthy()
})

test('a filter in the address of a table without a filter field hides no chats', async () => {
  await open('/chats?ids=45,101#filter=nobody')
  expect(await screen.findByText('2 chats loaded, 0 failed')).toBeTruthy()
  expect(document.querySelectorAll('tr[data-chat-id]')).toHaveLength(2)
})

test('retrying the chats that failed keeps the focus on the page', async () => {
  await open('/chats?ids=45,404')
  await userEvent.click(await screen.findByRole('button', { name: 'Retry failed' }))
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }))
})

test('the key that hides personal data keeps the focus on the page', async () => {
  await open('/chats/45')
  await screen.findByText('Format as documented')
  act(() => screen.getAllByRole('button', { name: 'Copy handle ID' })[0]?.focus())
  await userEvent.keyboard('h')
  await waitFor(() => expect(document.querySelector('main')?.dataset['masked']).toBe('true'))
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }))
})

const announced = () => document.getElementById('announcer')?.textContent

test('what the box says about a text is not kept for screen readers when the text is gone', async () => {
  await open('/chats/45')
  await screen.findByText('Format as documented')
  const box = screen.getByRole('textbox', { name: /^Chat ID/ })
  await userEvent.click(box)
  fireEvent.change(box, { target: { value: '13343284472' } })
  await waitFor(() => expect(announced()).toContain('13343284472'))
  fireEvent.change(box, { target: { value: '45' } })
  expect(announced()).toBe('')
})

const tip = () => document.getElementById('tip') ?? expect.unreachable()

test('the tooltip of a focused time stays while the page scrolls, and is gone when personal data is hidden', async () => {
  await open('/chats/45')
  await screen.findByText('Format as documented')
  const time = document.querySelector<HTMLElement>('time[tabindex]') ?? expect.unreachable()
  act(() => time.focus())
  expect(tip().textContent).toContain('ago')
  fireEvent.scroll(document)
  expect(tip().hidden).toBe(false)
  await userEvent.click(screen.getByRole('button', { name: 'Hide personal data' }))
  await waitFor(() => expect(document.querySelector('main')?.dataset['masked']).toBe('true'))
  expect(tip().hidden).toBe(true)
  expect(tip().textContent).toBe('')
})
