import { expect, test } from 'vitest'

import { readLookup } from './read-lookup.ts'

test.each(['45', ' 45 ', '#45', ' # 45\n', '\u200b45\ufeff', '\u00a045', '0045'])('understands %j', (text) => {
  expect(readLookup(text)).toEqual({ id: '45' })
})

test.each([
  ['', 'Type the number of a chat, for example 45.'],
  [' # ', 'Type the number of a chat, for example 45.'],
  ['0', 'IDs start at 1.'],
  ['9223372036854775808', 'That number is too long to be a chat ID.'],
  ['12345678901234567890', 'That number is too long to be a chat ID.'],
  ['ana@example.com', 'This looks like an email address. Chats can only be opened by ID here.'],
  ['+15551234567', 'This looks like a phone number. Chats can only be opened by ID here.'],
  ['(555) 123-4567', 'This looks like a phone number. Chats can only be opened by ID here.'],
  ['+1 (555) 123-4567', 'This looks like a phone number. Chats can only be opened by ID here.'],
  [
    '0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11',
    'This looks like a chat ID from Linq API v3. This console reads v2 chats, which use whole numbers.',
  ],
  ['find', 'A chat ID is a whole number such as 45.'],
  ['4.5', 'A chat ID is a whole number such as 45.'],
  ['-45', 'A chat ID is a whole number such as 45.'],
  ['45 46', 'A chat ID is a whole number such as 45.'],
  ['45/../find', 'A chat ID is a whole number such as 45.'],
])('says why %j is none', (text, reason) => {
  expect(readLookup(text)).toEqual({ reason })
})
