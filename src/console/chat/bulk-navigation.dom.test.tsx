import { cleanup, render, screen } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, test, vi } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import { BulkNavigation } from './bulk-navigation.tsx'

afterEach(cleanup)

const page = (state: unknown) => (
  <MemoryRouter initialEntries={[{ pathname: '/chats/45', state }]}>
    <BulkNavigation id={parseChatId('45') ?? expect.unreachable()} />
  </MemoryRouter>
)

test('a reload has the way back to the table, though a server does not know it', async () => {
  const container = document.body.appendChild(document.createElement('div'))
  container.innerHTML = renderToString(page(null))
  const onRecoverableError = vi.fn<() => void>()
  render(page({ ids: ['44', '45'] }), { container, hydrate: true, onRecoverableError })
  expect(await screen.findByRole('button', { name: 'Back to 2 chats' })).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Previous' }).getAttribute('href')).toBe('/chats/44')
  expect(screen.queryByRole('link', { name: 'Next' })).toBeNull()
  expect(onRecoverableError).not.toHaveBeenCalled()
})
