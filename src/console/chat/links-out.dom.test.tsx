import { screen } from '@testing-library/react'
import { http } from 'msw/http'
import { expect, onTestFinished, test, vi } from 'vitest'

import { chatsPath } from '../../linq/operation.ts'
import { open, server } from '../testing.tsx'

vi.mock('../screenshot/mark-ready.ts', () => ({ markReady: () => {} }))

/** Sets a setting of the server for one test. */
function serve(name: string, value: string) {
  const meta = Object.assign(document.createElement('meta'), {
    name: `linq-${name}`,
    content: encodeURIComponent(value),
  })
  document.head.append(meta)
  onTestFinished(() => meta.remove())
}

const links = [
  { name: 'CRM', url: 'https://crm.example.com/?phone={phone}' },
  { name: 'Mail', url: 'https://mail.example.com/{email}' },
  { name: 'People', url: 'https://people.example.com/{handle_id}/open' },
  { name: 'Logs', url: 'https://logs.example.com/{chat_id}' },
]
const hrefs = () =>
  [...document.querySelectorAll<HTMLAnchorElement>('a[target=_blank]')].map(({ textContent, href, rel }) => {
    expect(rel).toBe('noopener noreferrer')
    return `${textContent} ${href}`
  })

test('links into other tools have the values of a participant, where they can be part of a URL', async () => {
  serve('links', JSON.stringify(links))
  const chat_handles = [
    { id: 7, phone_number: '+12025550101' },
    { id: '..', phone_number: 'sam+a@example.com' },
  ]
  server.use(http.get(`*${chatsPath}/45`, () => Response.json({ data: { id: 45, chat_handles } })))
  onTestFinished(() => server.resetHandlers())
  await open('/chats/45')
  await screen.findByText('CRM')
  expect(hrefs()).toEqual([
    'Logs https://logs.example.com/45',
    'CRM https://crm.example.com/?phone=%2B12025550101',
    'People https://people.example.com/7/open',
    'Mail https://mail.example.com/sam%2Ba%40example.com',
  ])
})

test('while personal data is hidden the only link is to the chat', async () => {
  serve('links', JSON.stringify(links))
  await open('/chats/45?mask=1')
  await screen.findByText('Logs')
  await screen.findByText('Format as documented')
  expect(hrefs()).toEqual(['Logs https://logs.example.com/45'])
})

test('a failure that somebody else has to mend has a link to the support contact', async () => {
  serve('support', 'mailto:help@example.com')
  server.use(http.get(`*${chatsPath}/45`, () => new Response('', { status: 403 })))
  onTestFinished(() => server.resetHandlers())
  await open('/chats/45')
  const link = await screen.findByRole<HTMLAnchorElement>('link', { name: 'Contact support' })
  expect(link.href).toBe('mailto:help@example.com')
})

test.each(['401', '403', '601', '700'])(
  'the first action on the page of chat %s copies the error details',
  async (id) => {
    await open(`/chats/${id}`)
    const copy = await screen.findByRole('button', { name: 'Copy error details' })
    expect(copy.previousElementSibling).toBeNull()
  },
)
