import { expect, test } from 'vitest'

import { documentedV3Chat } from '../../../src/linq/v3/example.ts'
import { findPersonalData, knownFrom } from './personal-data.ts'

const answer = JSON.stringify({
  data: {
    id: 45,
    display_name: 'Ana Lopez',
    message_count: 123456,
    chat_handles: [
      { id: 7654321, phone_number: '+12025550123' },
      { id: 2, phone_number: 'ana@example.com' },
    ],
  },
})
const known = [knownFrom(answer, '45')]
const find = (...pieces: string[]) => findPersonalData({ pieces, values: pieces, whole: pieces.join('') }, known)

test('finds nothing in a page that hides personal data', () => {
  expect(
    find(
      'Chat 45 · Chat console',
      'http://127.0.0.1:40123/chats/45?shot=1',
      'Name hidden',
      'Participant A',
      '7654321',
      '123456',
      '2025-05-21 15:30:00 -05:00',
      '2025-05-21T15:30:00.000-05:00',
      '12,345 bytes',
      'Live data · 127.0.0.1:40123',
      '#ffffff',
      '00000000-0000-4000-8000-000000000201',
      '/chats/00000000-0000-4000-8000-000000000309?shot=1',
      '/chats?ids=45,00000000-0000-4000-8000-000000000309,12345678&shot=1',
    ),
  ).toBeNull()
})

test.each([
  ['a number as it was sent', '+12025550123'],
  ['a number in groups', '+1 202 555 0123'],
  ['a number with points', '202.555.0123'],
  ['a number in a title', 'Call (202) 555-0123'],
  ['an address in capitals', 'ANA@EXAMPLE.COM'],
  ['another person’s address', 'mailto:sam@example.org'],
  ['the chat’s name', 'ana lopez'],
  ['a number that no answer had', '4915123456789'],
  ['five digits of anything', 'ref 98765'],
  ['a number with dashes in an address', '/chats/1202-555-0123'],
  ['a number behind a UUID', '00000000-0000-4000-8000-000000000309 4915123456789'],
])('finds %s', (_, text) => {
  expect(find('Participant A', text)).not.toBeNull()
})

test('finds a number whose groups are separate texts', () => {
  const groups = ['+1', '202', '555', '0123']
  expect(findPersonalData({ pieces: groups, values: groups, whole: groups.join('') }, known)).toContain('phone number')
})

test('its result does not contain the personal data', () => {
  expect(find('+12025550123')).not.toMatch(/[0-9]/)
})

test('the labels that a server sends instead of personal data are not personal', () => {
  const masked = JSON.stringify({
    data: { id: 45, display_name: 'Name hidden', chat_handles: [{ id: 1, phone_number: 'Participant A' }] },
  })
  expect(
    findPersonalData({ pieces: ['Participant A'], values: ['Name hidden'], whole: '' }, [knownFrom(masked, '45')]),
  ).toBeNull()
})

test('finds the icon and the links of a chat of API v3', () => {
  const v3 = knownFrom(
    JSON.stringify({ ...documentedV3Chat, group_chat_icon: 'https://cdn.example.com/ana.png' }),
    documentedV3Chat.id,
  )
  for (const text of ['https://cdn.example.com/ana.png', documentedV3Chat.health_status.doc_url])
    expect(findPersonalData({ pieces: [text], values: [text], whole: '' }, [v3])).not.toBeNull()
})
