import { screen, waitFor, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'

import { open } from '../../testing.tsx'

// The test's document has no fonts and pictures to wait for.
vi.mock('../../screenshot/mark-ready.ts', () => ({ markReady: () => {} }))

test.each([
  ['45', '0', 'Format as documented'],
  ['107', '2', 'service is “Satellite”, expected iMessage, SMS or RCS'],
  ['126', '4', 'Other fields: archived, labels, chat_handles[].country (2)'],
  ['127', '5', 'chat_handles is missing'],
])('the format check of chat %s finds %s differences', async (id, count, text) => {
  await open(`/chats/${id}`)
  const region = await screen.findByRole('region', { name: 'Format check' })
  await waitFor(() => expect(document.querySelector('main')?.dataset['drift']).toBe(count))
  expect(region.textContent).toContain(text)
})

test.each([
  ['45', []],
  [
    '104',
    ['1 participant uses SMS while the chat uses iMessage.', '1 participant uses RCS while the chat uses iMessage.'],
  ],
])('chat %s has the hints %j', async (id, hints) => {
  await open(`/chats/${id}`)
  await screen.findByRole('region', { name: 'Format check' })
  const list = screen.queryByRole('list', { name: 'Hints' })
  const items = list ? within(list).getAllByRole('listitem') : []
  expect(items.map(({ textContent }) => textContent)).toEqual(hints)
})
