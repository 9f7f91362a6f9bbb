// Chats of API v3. What needs a browser is in e2e/journeys/api-v3.e2e.ts.
import { screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'

import { v3Id, v3Samples } from '../sandbox/v3-samples.ts'
import { open } from './testing.tsx'

vi.mock('./screenshot/mark-ready.ts', () => ({ markReady: () => {} }))

const main = () => document.querySelector('main')?.dataset
const field = (name: string) => Array.from(document.querySelectorAll(`[data-field=${name}]`), (one) => one.textContent)

test.each(v3Samples)('sample $id ($label) has its state', async ({ id, state, kind }) => {
  await open(`/chats/${id}`)
  await waitFor(() => expect(main()).toMatchObject({ chatId: id, state }))
  if (kind === 'failure') return
  await waitFor(() => expect(main()?.['drift']).toMatch(kind === 'drift' ? /^[1-9]/ : /^0$/))
  // Such as the count of messages, which API v3 does not have.
  if (kind === 'chat') expect(screen.queryAllByText('Missing')).toEqual([])
})

test.each([
  ['301', 'Left 2025-05-30 09:00:00 UTC'],
  ['302', 'Removed 2025-05-30 09:00:00 UTC'],
])('chat %s shows when its participant left or was removed', async (digits, words) => {
  await open(`/chats/${v3Id(digits)}`)
  await waitFor(() => expect(field('left_at')).toEqual([words]))
})

test.each([
  ['306', 'At risk'],
  ['307', 'Critical'],
  ['308', 'Opted out'],
])('chat %s shows its health in words, with a link to their explanation: %s', async (digits, words) => {
  await open(`/chats/${v3Id(digits)}`)
  await waitFor(() => expect(field('health').join(' ')).toContain(words))
  expect(screen.getByRole('link', { name: 'Linq’s explanation' }).getAttribute('href')).toMatch(/^https:/)
})

test('says that API v3 refused the token, and what to set', async () => {
  await open(`/chats/${v3Id('401')}`)
  expect(
    await screen.findByRole('heading', { name: 'Linq’s API v3 rejected the console’s token', level: 1 }),
  ).toBeTruthy()
  const text = document.querySelector('main')?.textContent
  expect(text).toContain('LINQ_V3_TOKEN')
  expect(text).toContain('sandbox-trace-0003')
})

/** A UUID with letters in it, which the sandbox does not know. */
const unknown = '0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11'

test.each([unknown.toUpperCase(), `%7B${unknown}%7D`, `urn:uuid:${unknown}`, `%7B${unknown.toUpperCase()}%7D`])(
  'the address /chats/%s becomes the canonical one, with the view settings',
  async (form) => {
    await open(`/chats/${form}?theme=dark`)
    await waitFor(() => expect(main()).toMatchObject({ chatId: unknown, state: 'not-found' }))
    const link = await screen.findByRole('link', { name: 'Look up another chat' })
    expect(link.getAttribute('href')).toBe('/?theme=dark')
  },
)
