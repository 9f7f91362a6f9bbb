// Hidden personal data. That it is in no copy, history or storage of a browser is in e2e/journeys/mask.e2e.ts.
import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'

import { open } from './testing.tsx'

vi.mock('./screenshot/mark-ready.ts', () => ({ markReady: () => {} }))

const main = () => document.querySelector('main')?.dataset
const texts = (selector: string) => Array.from(document.querySelectorAll(selector), (one) => one.textContent)

test('each person has one label where a number is repeated', async () => {
  await open('/chats/122?mask=1')
  await screen.findByText('Participant B')
  expect(texts('td[data-field=phone_number]')).toEqual([expect.stringMatching(/^Participant A/), 'Participant B'])
})

test('each person has one label where the name is missing', async () => {
  await open('/chats/105?mask=1')
  await waitFor(() => expect(texts('[data-field=display_name]')).toEqual(['Participant A, Participant B']))
})

test('a phone number in the address is not shown', async () => {
  await open('/chats/+12025550123?mask=1')
  await screen.findByRole('heading', { name: 'This is not a chat ID' })
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: /^Chat ID/ }).value).toBe('')
  expect(document.documentElement.outerHTML).not.toContain('2025550123')
})

test('a pasted link with mask=1 opens its chat hidden', async () => {
  await open('/')
  const box = await screen.findByRole('textbox', { name: /^Chat ID/ })
  fireEvent.change(box, { target: { value: 'https://console.example.com/chats/45?theme=dark&mask=1).' } })
  fireEvent.submit(box)
  await waitFor(() => expect(main()).toMatchObject({ chatId: '45', masked: 'true', state: 'ready' }))
})

test.each(['?mask=1.', '?theme=dark&amp;mask=1', '?mask=0&mask=1'])(
  'a link whose end was changed hides personal data, and so do its links: %s',
  async (search) => {
    await open(`/chats/45${search}`)
    await screen.findByText('Name hidden')
    expect(main()?.['masked']).toBe('true')
    expect(screen.getByRole('link', { name: 'Chat console' }).getAttribute('href')).toMatch(/^\/\?mask=1/)
  },
)

test.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }])(
  'the key that hides personal data does nothing with %j',
  async (also) => {
    await open('/chats/45')
    await screen.findByText('Format as documented')
    fireEvent.keyDown(document.body, { key: 'h', code: 'KeyH', ...also })
    expect(main()).not.toHaveProperty('masked')
    await userEvent.keyboard('h')
    await waitFor(() => expect(main()?.['masked']).toBe('true'))
  },
)
