import { expect, test } from 'vitest'

import { maskFoundChats } from './mask-found.ts'
import { documentedV3Chat } from './v3/example.ts'

const { id, handles } = documentedV3Chat

test('masks each chat with labels of its own, as on its page', () => {
  const second = {
    ...documentedV3Chat,
    id: id.replace(/5$/, '6'),
    handles: [handles[1], { ...handles[0], handle: 'ann@example.com' }],
  }
  const masked = maskFoundChats([documentedV3Chat, second])
  expect(masked).toMatchObject([
    {
      id,
      display_name: 'Name hidden',
      handles: [{ handle: 'Participant A', is_me: true }, { handle: 'Participant B' }],
    },
    { id: second.id, handles: [{ handle: 'Participant A' }, { handle: 'Participant B' }] },
  ])
  expect(JSON.stringify(masked)).not.toMatch(/\+1202|ann@|https/)
})

test.each([
  ['a chat of API v2', { id: 45, display_name: 'Ana', chat_handles: [] }],
  ['a number that could be a phone number as id', { ...documentedV3Chat, id: 12025550102 }],
  ['no id', { ...documentedV3Chat, id: undefined }],
  ['an id that is a name', { ...documentedV3Chat, id: 'Ana' }],
  ['an envelope', { data: documentedV3Chat }],
  ['a text', '+12025550102'],
  ['a number', 12025550102],
  ['a list', [documentedV3Chat]],
  ['null', null],
  ['true', true],
])('hides %s as a whole', (_, entry) => {
  expect(maskFoundChats([entry])).toEqual(['Hidden'])
})

test('a field named like the envelope of API v2 is one more field of the chat', () => {
  const chat = { ...documentedV3Chat, data: { note: 'Ana' } }
  expect(maskFoundChats([chat])).toMatchObject([{ id, service: 'iMessage', data: { note: 'Hidden' } }])
})

const identities = Array.from({ length: 200 }, (_, index) =>
  index % 2 === 0 ? `+1202555${String(index).padStart(4, '0')}` : `person-${index}@example.com`,
)

test('no identity is left in any field, at any depth', () => {
  for (const identity of identities) {
    const chats = [
      ...Object.keys(documentedV3Chat)
        .filter((name) => name !== 'id')
        .map((name) => ({ ...documentedV3Chat, [name]: identity })),
      ...Object.keys(handles[0] ?? {}).map((name) => ({
        ...documentedV3Chat,
        handles: [{ ...handles[0], [name]: identity }],
      })),
      ...['status', 'doc_url', 'updated_at', 'score', 'reason'].map((name) => ({
        ...documentedV3Chat,
        health_status: { [name]: identity },
        health_score: { [name]: [identity] },
      })),
      { ...documentedV3Chat, [identity]: identity, more: { [identity]: [{ deep: identity }] } },
      { ...documentedV3Chat, data: { ...documentedV3Chat, display_name: identity } },
      { id: identity },
      identity,
    ]
    expect(JSON.stringify(maskFoundChats(chats)), identity).not.toContain(identity.replace('+', ''))
  }
})
