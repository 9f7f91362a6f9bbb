import { expect, test } from 'vitest'

import { maxInputLength } from '../../console/lookup/parse-input.ts'
import { submittedLookup } from './submitted-lookup.ts'

const submit = (parameters: Record<string, string>) => submittedLookup(new URLSearchParams(parameters))

test.each([
  ['45', '/chats/45'],
  [' #45 ', '/chats/45'],
  ['https://console.example.com/chats/45?sort=id', '/chats/45'],
  ['{"chat_id":"45"}', '/chats/45'],
  ['45, 46,47', '/chats?ids=45,46,47'],
])('%j leads to %s', (text, location) => {
  expect(submit({ text })).toBe(location)
})

test.each([
  '',
  '+12025550123',
  '12025550123',
  'person@example.com',
  'chat 45 and chat 46',
  '1,234',
  `45 ${'x'.repeat(maxInputLength)}`,
])('%j leads nowhere before a person has corrected or chosen it', (text) => {
  expect(submit({ text })).toBeNull()
})

test('an ID that a person has chosen from the text is opened', () => {
  expect(submit({ text: '12025550123', ids: '12025550123' })).toBe('/chats/12025550123')
  expect(submit({ text: 'chat 45 and chat 46', ids: '45,46' })).toBe('/chats?ids=45,46')
  expect(submit({ text: '+12025550123', ids: '+12025550123' })).toBeNull()
})

test('the view settings are kept, and nothing else', () => {
  const settings = { mask: '1', theme: 'dark', tz: 'UTC', lang: 'en-XA', sort: 'id', filter: '+1202', from: 'mail' }
  expect(submit({ text: '45', ...settings })).toBe('/chats/45?mask=1&theme=dark&tz=UTC&lang=en-XA')
  expect(submit({ text: '45,46', ...settings })).toBe('/chats?ids=45,46&mask=1&theme=dark&tz=UTC&lang=en-XA')
})

test('a link that hides personal data hides it, whatever else the text says', () => {
  expect(submit({ text: 'https://console.example.com/chats/45?mask=1' })).toBe('/chats/45?mask=1')
  expect(submit({ text: 'https://console.example.com/chats/45?mask=0', mask: '1' })).toBe('/chats/45?mask=1')
  expect(submit({ text: 'https://console.example.com/chats/45?mask=0' })).toBe('/chats/45')
})

test.each([
  'https://evil.test/',
  '//evil.test',
  String.raw`/\evil.test`,
  'javascript:alert(1)',
  '45\r\nset-cookie: a=b',
])('%j leads to no other site, and adds no header', (text) => {
  expect(submit({ text }) ?? '/chats/45').toBe('/chats/45')
})
