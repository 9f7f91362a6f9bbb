import { expect, test } from 'vitest'

import { parseChatId } from './chat-id.ts'

test.each([
  ['45', '45'],
  ['0045', '45'],
  ['9007199254740993', '9007199254740993'],
  ['9223372036854775807', '9223372036854775807'],
])('reads %s as chat %s', (text, id) => {
  expect(parseChatId(text)).toBe(id)
})

test.each([
  '',
  '0',
  '000',
  '9223372036854775808',
  '00000000000000000045',
  '-1',
  '+45',
  '4.5',
  '1e3',
  ' 45',
  '45\n',
  '４５',
  'find',
  '45/../find',
])('refuses %j', (text) => {
  expect(parseChatId(text)).toBeNull()
})
