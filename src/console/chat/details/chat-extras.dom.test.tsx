import { render } from '@testing-library/react'
import { expect, test } from 'vitest'

import type { ChatExtras as Extras } from '../../../linq/chat.ts'
import { ChatExtras } from './chat-extras.tsx'

const extras: Extras = { createdAt: null, updatedAt: null, archived: false, health: null, icon: null }

/** The cell of the group's icon. */
function iconCell(icon: string, before: { icon?: string | null } = {}) {
  const { container } = render(<ChatExtras extras={{ ...extras, icon }} before={before} />)
  return container.querySelector('[data-field=group_chat_icon]')
}

test('shows an invisible character in a link', () => {
  const cell = iconCell('https://cdn.example.com/\u202egnp.exe')
  expect(cell?.textContent).toBe('https://cdn.example.com/RLOgnp.exe')
  expect(cell?.querySelector('a')?.href).toMatch(/^https:\/\/cdn\.example\.com\//)
})

test.each(['javascript:alert(1)', 'http://cdn.example.com/a.png', 'Hidden'])('does not link %s', (icon) => {
  const cell = iconCell(icon)
  expect([cell?.textContent, cell?.querySelector('a')]).toEqual([icon, null])
})

test('shows the icon before a change', () => {
  expect(iconCell('https://cdn.example.com/b.png', { icon: null })?.textContent).toContain('was Null')
})
