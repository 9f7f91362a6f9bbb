import { QueryClient } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http } from 'msw/http'
import { expect, onTestFinished, test, vi } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import { maskBody } from '../../linq/mask.ts'
import { chatsPath } from '../../linq/operation.ts'
import { seedQueries } from '../ssr/page-payload.ts'
import { open, server } from '../testing.tsx'

vi.mock('../screenshot/mark-ready.ts', () => ({ markReady: () => {} }))

test('a refresh marks every field that has changed, and counts the changes in the title', async () => {
  let data: object = {
    id: 45,
    display_name: 'Before',
    service: 'SM\u202eS',
    group: false,
    message_count: 1,
    chat_handles: [{ id: 7, phone_number: '+12025550101', service: 'SM\u202eS' }],
  }
  server.use(http.get(`*${chatsPath}/45`, () => Response.json({ data })))
  onTestFinished(() => server.resetHandlers())
  await open('/chats/45')
  await screen.findByText('Before')
  await screen.findByRole('region', { name: 'Request' })
  data = {
    id: 45,
    display_name: 'After',
    service: 'RCS',
    group: true,
    message_count: 1,
    chat_handles: [{ id: 7, phone_number: '+12025550101', service: 'RCS', joined_at: null }],
  }
  await userEvent.click(screen.getByRole('button', { name: 'Refresh' }))
  await screen.findByText('After')
  await waitFor(() => expect(document.title).toBe('(4) Chat 45 · Chat console'))
  expect(screen.getByText('Before').closest('p')?.textContent).toBe('was Before')
  expect([...document.querySelectorAll('dt')].slice(0, 3).map(({ textContent }) => textContent)).toEqual([
    'Servicewas SMRLOS',
    'Groupwas No',
    'Messages',
  ])
  expect(document.querySelector('tr[data-changed] [data-field=phone_number]')?.textContent).toBe(
    '+12025550101was SMRLOSwas Missing',
  )
})

test('hiding and showing personal data does not end the comparison with the first answer', async () => {
  let data: object = { id: 45, display_name: 'Before', message_count: 1, chat_handles: ['+12025550101'] }
  server.use(http.get(`*${chatsPath}/45`, () => Response.json({ data })))
  onTestFinished(() => server.resetHandlers())
  await open('/chats/45')
  await screen.findByText('Before')
  await screen.findByRole('region', { name: 'Request' })
  data = { id: 45, display_name: 'After', message_count: 2, chat_handles: ['+12025550101', '+12025550102'] }
  await userEvent.click(screen.getByRole('button', { name: 'Refresh' }))
  await waitFor(() => expect(document.title).toBe('(3) Chat 45 · Chat console'))
  await userEvent.click(screen.getByRole('button', { name: 'Hide personal data' }))
  // A name is hidden in both, so it is not known to differ.
  await waitFor(() => expect(document.title).toBe('(2) Chat 45 · Chat console'))
  expect(document.querySelector('tr[data-new]')?.textContent).toContain('Participant B')
  expect(document.body.innerHTML).not.toMatch(/Before|After|2025550101/)
  await userEvent.click(screen.getByRole('button', { name: 'Personal data hidden · Show' }))
  await waitFor(() => expect(document.title).toBe('(3) Chat 45 · Chat console'))
  expect(screen.getByText('Before').closest('p')?.textContent).toBe('was Before')
})

test('an answer that the server had masked is compared with no answer that shows personal data', async () => {
  const sent = JSON.stringify({
    data: { id: 45, display_name: 'Ana', chat_handles: [{ id: 7, phone_number: '+1202' }] },
  })
  server.use(http.get(`*${chatsPath}/45`, () => new Response(sent)))
  onTestFinished(() => server.resetHandlers())
  const known = new QueryClient()
  const id = parseChatId('45') ?? expect.unreachable()
  const reply = { status: 200, headers: {}, body: maskBody(sent), durationMs: 1, at: Date.now(), hidden: true }
  seedQueries({ id, session: null, reply }, known)
  await open('/chats/45?mask=1', null, known)
  await screen.findByRole('region', { name: 'Request' })
  await userEvent.click(screen.getByRole('button', { name: 'Personal data hidden · Show' }))
  await screen.findByText('Ana')
  await screen.findByRole('region', { name: 'Request' })
  expect(document.title).toBe('Chat 45 · Chat console')
  expect(document.querySelector('tr[data-changed]')).toBeNull()
})
