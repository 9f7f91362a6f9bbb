import { expect, test } from 'vitest'

import { documentedChat } from '../../linq/v2/example.ts'
import { longestText, readLookup } from './parse-input.ts'

const curl = `curl --request GET \\
  --url https://api.linqapp.com/api/partner/v2/chats/45 \\
  --header 'X-LINQ-INTEGRATION-TOKEN: secret'`

test.each([
  // Typed, with what copying leaves around it.
  '45',
  ' 45 ',
  '\t45\r\n',
  '#45',
  ' # 45\n',
  '＃45',
  '45#',
  '45.',
  '(45)',
  '"45"',
  'id: 45',
  'ID 45',
  '0045',
  '\u200b45\ufeff',
  '4\u200b5',
  '\u202a45\u202c',
  '\u00a045',
  '４５',
  '٤٥',
  '۴۵',
  '४५',
  // In words.
  'chat 45',
  'Chat 45',
  'CHAT #45',
  'chat: 45',
  'chat id 45',
  'Chat ID: 45',
  'chat_id=45',
  'chat_id: "45"',
  'chatId: 45',
  'Customer writes about chat 45, please help',
  'see chat 45.',
  // Addresses.
  '/chats/45',
  'http://127.0.0.1:8080/chats/45',
  'https://console.example.com/chats/45?theme=dark&mask=1',
  'https://console.example.com/chats/%2345',
  'console.example.com/chats/45#top',
  'https://api.linqapp.com/api/partner/v2/chats/45',
  'https://api.linqapp.com/api/partner/v2/chats/45/chat_messages?page=2',
  'GET /api/partner/v2/chats/45 200 31ms',
  '/chats?ids=45',
  // Commands and code.
  curl,
  curl.replaceAll('\\\n', ' '),
  "fetch('https://api.linqapp.com/api/partner/v2/chats/45', { headers })",
  // Bodies.
  JSON.stringify(documentedChat),
  JSON.stringify(documentedChat, null, 2),
  JSON.stringify(documentedChat.data),
  '{"data":{"id":45,"display_name":null}}',
  '{"data":{"display_name":"A","id":"45"}}',
  '{"event_type":"message.sent","data":{"chat_id":"45","id":9001}}',
  '{"event_type":"message.sent","data":{"chat_id":45,"message":{"id":77}}}',
  '[{"chat_id":45},{"chat_id":"45"}]',
  '{"chat":{"id":45},"id":3}',
  '"chat_id":"45",',
  String.raw`{\"chat_id\":\"45\"}`,
  '2026-11-22T10:00:00Z INFO webhook delivered {"chat_id":45,"attempt":1}',
  'time=10:00 level=info chat_id=45 attempt=1',
  '{"chat_id":45, "truncated',
  '45, 45',
])('opens chat 45 for %j', (text) => {
  expect(readLookup(text)).toEqual({ id: '45' })
})

test('keeps an id beyond 2^53 exact, in a body too', () => {
  expect(readLookup('{"chat_id":9007199254740993}')).toEqual({ id: '9007199254740993' })
  expect(readLookup('9223372036854775807')).toEqual({ id: '9223372036854775807' })
})

test.each([
  ['45, 46', ['45', '46']],
  ['45 46 47', ['45', '46', '47']],
  ['45\n46\n45', ['45', '46']],
  ['#45; #46', ['45', '46']],
  ['45, 46 and 47', ['45', '46', '47']],
  ['/chats?mask=1&ids=45,46', ['45', '46']],
  ['/chats?ids=45%2C46', ['45', '46']],
  ['[{"chat_id":45},{"chat_id":"46"}]', ['45', '46']],
  ['chat 45 is the same person as chat 46', ['45', '46']],
  ['GET /api/partner/v2/chats/45 200\nGET /api/partner/v2/chats/46 404', ['45', '46']],
  ['45 0 99999999999999999999 46', ['45', '46']],
])('offers a choice for %j', (text, ids) => {
  expect(readLookup(text)).toEqual({ ids })
})

const words = {
  empty: 'Type the number of a chat, for example 45.',
  zero: 'IDs start at 1.',
  long: 'That number is too long to be a chat ID.',
  large: 'That number is too large to be a chat ID. The largest is 9223372036854775807.',
  phone: 'This looks like a phone number. Chats can only be opened by ID here.',
  email: 'This looks like an email address. Chats can only be opened by ID here.',
  version3: 'This looks like a chat ID from Linq API v3. This console reads v2 chats, which use whole numbers.',
  other: 'A chat ID is a whole number such as 45.',
}

test.each([
  ['', 'empty'],
  [' # ', 'empty'],
  ['\u200b', 'empty'],
  ['0', 'zero'],
  ['#000', 'zero'],
  ['٠', 'zero'],
  ['chat 0', 'zero'],
  ['9223372036854775808', 'large'],
  ['Sam <sam@example.com>', 'email'],
  ['chat_id=+12025550123', 'phone'],
  ['12345678901234567890', 'long'],
  ['/chats/12345678901234567890', 'long'],
  ['+15551234567', 'phone'],
  ['＋15551234567', 'phone'],
  ['(555) 123-4567', 'phone'],
  ['+1 (555) 123-4567', 'phone'],
  ['555 123 4567', 'phone'],
  ['555.123.4567', 'phone'],
  ['1-555-123-4567', 'phone'],
  ['0044 20 7946 0958', 'phone'],
  ['tel:+15551234567', 'phone'],
  ['ana@example.com', 'email'],
  ['ana45@example.com', 'email'],
  ['0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11', 'version3'],
  ['https://api.linqapp.com/api/partner/v3/chats/0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11', 'version3'],
  ['{"chat_id":"0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11"}', 'version3'],
  ['find', 'other'],
  ['/chats/find', 'other'],
  ['4.5', 'other'],
  ['-45', 'other'],
  ['45/../find', 'other'],
  ['45abc', 'other'],
  ['chat 45abc', 'other'],
  ['1e3', 'other'],
  ['{"id":45}', 'other'],
  ['{"data":{"phone_number":"+15551234567"}}', 'phone'],
  ['[]', 'other'],
] as const)('says why %j is none', (text, reason) => {
  expect(readLookup(text)).toEqual({ reason: words[reason] })
})

test('does not search a text of more than 100,000 characters, and says so', () => {
  expect(readLookup('chat 45'.padEnd(longestText))).toEqual({ id: '45' })
  expect(readLookup('chat 45'.padEnd(longestText + 1))).toEqual({
    reason: 'That text has over 100,000 characters. Paste only the part with the ID.',
  })
})

test('is done with any text at once', () => {
  for (const text of [
    'chat '.repeat(20_000),
    '/chats/'.repeat(14_000),
    '{"a":'.repeat(20_000),
    '9'.repeat(100_000),
    `${'1-'.repeat(40_000)}x`,
  ])
    expect(readLookup(text)).toHaveProperty('reason')
})
