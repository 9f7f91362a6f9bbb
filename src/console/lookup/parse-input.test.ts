import { expect, test } from 'vitest'

import { documentedChat } from '../../linq/v2/example.ts'
import { isOnlyIds, maxInputLength, parseInput } from './parse-input.ts'

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
  'chat_id=45, 200 OK',
  'chat_id: 45, 3 messages',
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
  '{"event_type":"chat.created","data":{"id":45,"display_name":null,"chat_handles":[{"id":1}]}}',
  '{"event_type":"participant.added","data":{"id":123,"chat_id":"45","chat_handles":[{"id":1}]}}',
  '{"event_type":"message.received","data":{"id":27799380,"chat_id":"45","from":"+15551234567","text":"see chat 46"}}',
  '{"event_type":"reaction.received","data":{"id":12346,"chat_message_id":27799380,"chat_id":"45"}}',
  '{"data":{"chat":{"id":45,"message_count":1},"message":{"id":224}}}',
  '{"data":[{"id":224,"text":"hello","chat_id":45},{"id":225,"text":"you","chat_id":45}]}',
  'body: {"data":{"chat":{"id":45}}} end',
  '{“chat_id”: 45}',
  '“45”',
  '«45»',
  '*45*',
  '`45`',
  'Chat-ID: 45',
  'chat.id=45',
  'linq_chat_id=45',
  '//chats/45',
  '_https://console.example.com/chats/45_',
  '<https://console.example.com/chats/45|Chat 45>',
  '[Chat 45](https://console.example.com/chats/45)',
  '[Chat 45|https://console.example.com/chats/45]',
  'https://console.example.com/auth/sign-in?return=%2Fchats%2F45',
  'https://www.google.com/url?q=https%3A%2F%2Fconsole.example.com%2Fchats%2F45&sa=D&ust=1700000000000000',
  'https://slack-redir.net/link?url=https%3A%2F%2Fconsole.example.com%2Fchats%2F45',
  'https://a.safelinks.protection.outlook.com/?url=https%3A%2F%2Fconsole.example.com%2Fchats%2F45&data=05%7C02%7Csam%40example.com%7C1234%7C0',
  String.raw`{"statusCode": 200, "body": "{\"data\": {\"id\": 45, \"display_name\": \"Sam\", \"chat_handles\": [{\"id\": 9, \"phone_number\": \"+15551234567\"}]}}"}`,
  String.raw`{"Records": [{"messageId": "7", "body": "{\"Type\": \"Notification\", \"Message\": \"{\\\"event_type\\\": \\\"message.received\\\", \\\"data\\\": {\\\"id\\\": 7, \\\"chat_id\\\": 45, \\\"text\\\": \\\"hi\\\"}}\"}"}]}`,
  String.raw`"{\"data\": {\"id\": 45, \"display_name\": \"Sam\", \"chat_handles\": [{\"id\": 9, \"phone_number\": \"+15551234567\"}]}}"`,
  'https://a.safelinks.protection.outlook.com/?url=https%3A%2F%2Furldefense.proofpoint.com%2Fv2%2Furl%3Fu%3Dhttps-3A__console.example.com_chats_45%26d%3Dx&data=05',
  'https://statics.teams.cdn.office.net/?url=https%253A%252F%252Fconsole.example.com%252Fchats%252F45%253Fmask%253D1',
  'https://urldefense.com/v3/__https://console.example.com/chats/45__;!!AbC!d-1_2$',
  'https://urldefense.proofpoint.com/v2/url?u=https-3A__console.example.com_chats_45-3Fmask-3D1&d=DwMFaQ',
  '"45","ready","Sam Doe","iMessage","no","15","2"',
  '45;not-found;;;;;',
  'Chat ID,State,Name\n45,ready,Sam',
  'Chat ID\n45',
  'id,name\n45,Bob',
  'chat_id,name\n45,Bob',
  'name\tchat id\n"Doe, Bob"\t45',
  'id,chat_id,text\n9,45,hello',
  '{"event_type":"chat.updated","data":{"id":"45"}}',
  '{"chat_ids":[45]}',
  'chat nr 45',
  '45\0',
  '45?mask=1',
  '45&mask=1',
  '45;mask=1',
  '45&amp;mask=1',
  'chat 45’s participants',
  '{"chat":{"chat_id":45,"id":9}}',
  'https://console.test/cha... https://console.test/chats/45',
  'chat "45"',
  'chat [45]',
  'chat (id 45)',
  'the chat with ID: 45',
  // An amount besides it.
  'chat 45, 3 messages',
  'chat 45 and 3 unread messages',
  'chats 45, 46 messages',
  'Chat 45: 3 unread messages',
  'chat 45 has 3 unread messages',
  '3 messages in chat 45',
  'Chat 45\nParticipants\n2',
  // Not an amount.
  'chat 45 message missing',
  'chat 45 replies slowly',
  'chat 45 times out',
  'chat 45 may be broken',
  'chat 45 returns 404',
  'id,subject\n123,chat 45 broken',
])('opens chat 45 for %j', (text) => {
  expect(parseInput(text)).toEqual({ kind: 'chat', id: '45' })
})

test('keeps an ID beyond 2^53 exact, in a body too', () => {
  expect(parseInput('{"chat_id":9007199254740993}')).toEqual({ kind: 'chat', id: '9007199254740993' })
  expect(parseInput('9223372036854775807')).toEqual({ kind: 'chat', id: '9223372036854775807' })
})

test.each([
  ['45, 46', ['45', '46']],
  ['45 46 47', ['45', '46', '47']],
  ['45\n46\n45', ['45', '46']],
  ['#45; #46', ['45', '46']],
  ['45, 46 and 47', ['45', '46', '47']],
  ['45 or 46', ['45', '46']],
  ['Chats 45, 46', ['45', '46']],
  ['Chat ID: 45, 46', ['45', '46']],
  ['chat_id=45 and #46', ['45', '46']],
  ['chat 45, 46 and 47', ['45', '46', '47']],
  ['45,101,102,103', ['45', '101', '102', '103']],
  ['45 101 102 103 104 105', ['45', '101', '102', '103', '104', '105']],
  ['id\n45\n101', ['45', '101']],
  ['chat_id\r\n45\r\n101\r\n', ['45', '101']],
  ['chat 45 or 46', ['45', '46']],
  ['chats 45 & 46', ['45', '46']],
  ['/chats?ids=45+46', ['45', '46']],
  ['/chats?ids=45%2046', ['45', '46']],
  ['/chats?ids=45&ids=46', ['45', '46']],
  ['/chats/45,46', ['45', '46']],
  ['chat_ids=45,46', ['45', '46']],
  ['{"chat_ids":[45,46]}', ['45', '46']],
  ['"chat_ids": [45, 46], "truncated', ['45', '46']],
  ['id,name\n45,Bob\n46,Ana', ['45', '46']],
  ['/chats?mask=1&ids=45,46', ['45', '46']],
  ['/chats?ids=45%2C46', ['45', '46']],
  ['[{"chat_id":45},{"chat_id":"46"}]', ['45', '46']],
  ['chat 45 is the same person as chat 46', ['45', '46']],
  ['GET /api/partner/v2/chats/45 200\nGET /api/partner/v2/chats/46 404', ['45', '46']],
  ['45 0 99999999999999999999 46', ['45', '46']],
  ['https://urldefense.com/v3/__https://console.test/chats?ids=45*2C46__;JQ!!x!y$', ['45', '46']],
  ['https://urldefense.com/v3/__https://console.test/chats?mask=1**Aids=45*2C46__;JiYl!!x!y$', ['45', '46']],
])('offers a choice for %j', (text, ids) => {
  expect(parseInput(text)).toEqual({ kind: 'chats', ids })
})

test.each([
  'https://console.example.com/chats/4…',
  'https://console.example.com/chats/4...',
  'chat 3 unread messages',
  'chat: 3 unread',
  'Chats (3)',
  'group chat (45 participants)',
  'chat 5 minutes ago',
  'live chat 24 hours a day',
  'chat 3 of 5',
  'chat 3 / 5',
  'chat 1 new message',
  'chat 1,234 messages',
  'chat 1 234 messages',
  'chat 3 failed attempts',
  'chat 10 %',
  'chat 21 December',
  'chat 5 pm',
  'Chat 3 ungelesene Nachrichten',
  'chat 3 mensajes nuevos',
  'chat 3 messages non lus',
  'Day,Chats\n2025-05-21,45',
  'id,email\n123,Sam',
])('takes the number in %j for no ID', (text) => {
  expect(parseInput(text)).toEqual({ kind: 'refused', refusal: 'not-an-id' })
})

test.each([
  ['', 'empty'],
  [' # ', 'empty'],
  ['\u200b', 'empty'],
  ['0', 'zero'],
  ['#000', 'zero'],
  ['٠', 'zero'],
  ['chat 0', 'zero'],
  ['9223372036854775808', 'too-large'],
  ['Sam <sam@example.com>', 'email-address'],
  ['chat_id=+12025550123', 'phone-number'],
  ['12345678901234567890', 'too-many-digits'],
  ['/chats/12345678901234567890', 'too-many-digits'],
  ['+15551234567', 'phone-number'],
  ['＋15551234567', 'phone-number'],
  ['(555) 123-4567', 'phone-number'],
  ['+1 (555) 123-4567', 'phone-number'],
  ['555 123 4567', 'phone-number'],
  ['555.123.4567', 'phone-number'],
  ['1-555-123-4567', 'phone-number'],
  ['0044 20 7946 0958', 'phone-number'],
  ['tel:+15551234567', 'phone-number'],
  ['ana@example.com', 'email-address'],
  ['ana45@example.com', 'email-address'],
  ['0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c1', 'incomplete-uuid'],
  ['/chats/0b8f5cde-7f0b-4a1e', 'incomplete-uuid'],
  ['{"chat_id":"0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f"}', 'incomplete-uuid'],
  ['find', 'not-an-id'],
  ['/chats/find', 'not-an-id'],
  ['4.5', 'not-an-id'],
  ['05/21/2025', 'not-an-id'],
  ['21.05.2025', 'not-an-id'],
  ['2025/05/21', 'not-an-id'],
  ['{"data":{"text":"{\\"chat\\":{\\"id\\":45}}"}}', 'messages'],
  ['-45', 'not-an-id'],
  ['45-101', 'not-an-id'],
  ['123-4567', 'phone-number'],
  ['45/../find', 'not-an-id'],
  ['45abc', 'not-an-id'],
  ['chat 45abc', 'not-an-id'],
  ['1e3', 'not-an-id'],
  ['{"id":45}', 'not-an-id'],
  ['{"data":{"phone_number":"+15551234567"}}', 'phone-number'],
  ['[]', 'not-an-id'],
  ['{"event_type":"message.sent","data":{"id":1,"chat_handles":[]}}', 'messages'],
  ['{"data":[{"id":224,"text":"see chat 46","sent_at":"2025-05-21T15:30:00Z"}]}', 'messages'],
  ['https://api.linqapp.com/api/partner/v2/chats', 'list-address'],
  ['/api/partner/v2/chats/find?phone_number=%2B15551234567', 'list-address'],
  ['45.0', 'not-an-id'],
  ['4.5E+01', 'not-an-id'],
  ['{"chat_id": 4.5E+01}', 'not-an-id'],
  ['{"chat_id":1.5}', 'not-an-id'],
  ['chat_id=1.234', 'not-an-id'],
  ['Chat 4.5', 'not-an-id'],
  ['Chat 1,234abc', 'not-an-id'],
  ['https://console.example.com/chats/4.5', 'not-an-id'],
  ['chat45@example.com', 'email-address'],
  ['chat 555 123 4567', 'phone-number'],
  ['07700 900123', 'phone-number'],
  ['2025-05-21', 'not-an-id'],
  ['id,text\n9,hello', 'not-an-id'],
  ['ID,Text\n9,hello', 'not-an-id'],
] as const)('says why %j is not an ID', (text, refusal) => {
  expect(parseInput(text)).toEqual({ kind: 'refused', refusal })
})

test.each([
  ['13343284472', ['13343284472'], 'phone-number'],
  ['3343284472', ['3343284472'], 'phone-number'],
  ['15551234567', ['15551234567'], 'phone-number'],
  ['45, 3343284472', ['45', '3343284472'], 'phone-number'],
  ['1,234', ['1', '234'], 'separator'],
  ['1 234', ['1', '234'], 'separator'],
  ['1,234,567', ['1', '234', '567'], 'separator'],
  ['45,101,102', ['45', '101', '102'], 'separator'],
  ['123,456,789', ['123', '456', '789'], 'separator'],
  ['27,799,380', ['27', '799', '380'], 'separator'],
  ['45,046,047', ['45', '46', '47'], 'separator'],
  ["45'101'102", ['45', '101', '102'], 'separator'],
  ['555,123,4567', ['555', '123', '4567'], 'phone-number'],
  ['1,555,123,4567', ['1', '555', '123', '4567'], 'phone-number'],
  ['Chat 1,045', ['1', '45'], 'separator'],
  ['Chat 4,500', ['4', '500'], 'separator'],
  ['Chat 1 234', ['1', '234'], 'separator'],
  ['chat_id: 1,234', ['1', '234'], 'separator'],
  ['https://console.example.com/chats/1,234', ['1', '234'], 'separator'],
  ['4111 1111 1111 1111', ['4111', '1111'], 'separator'],
  ['4915123456789', ['4915123456789'], 'phone-number'],
  ['447700900123', ['447700900123'], 'phone-number'],
  ['33612345678', ['33612345678'], 'phone-number'],
  ['07700900123', ['7700900123'], 'phone-number'],
  ['chat 15551234567', ['15551234567'], 'phone-number'],
  ['13800138000', ['13800138000'], 'phone-number'],
  ['011442079460958', ['11442079460958'], 'phone-number'],
  ['13343284472#', ['13343284472'], 'phone-number'],
] as const)('asks about %j', (text, ids, about) => {
  expect(parseInput(text)).toEqual({ kind: 'ask', ids, about })
})

test.each(['#13343284472', 'chat_id=13343284472', '/chats/13343284472', '1234567890', '10345678901'])(
  'does not ask about %j, which cannot be a phone number',
  (text) => {
    expect(parseInput(text)).toMatchObject({ kind: 'chat' })
  },
)

test.each([
  '{"id":123,"display_name":"Sam","identifier":"+15551234567","is_me":false}',
  '{"data":{"id":7,"display_name":"Sam","phone_number":"+15551234567"}}',
  '{"data":{"id":224,"text":"hi","sender":{"id":5,"display_name":"Sam"}}}',
  '{"data":{"id":224,"text":"hi","chat_handle":{"id":5,"display_name":"Sam"}}}',
  '{"event_type":"chat.participant_added","data":{"id":123,"display_name":"Sam"}}',
  '{"event":"message.received","data":{"id":277,"chat_handles":[]}}',
  '{"type":"message.delivered","data":{"id":277,"chat_handles":[]}}',
  '{"id":277,"message":"hi","chat_handles":[]}',
  '{"data":{"id":277,"chat_handles":[],"delivered_at":"x","attachments":[]}}',
  'id,phone_number,service,joined_at\n123,+15551234567,iMessage,2025-05-21',
  'id\tidentifier\tis_me\n123\t+15551234567\tfalse',
  'id,message,created_at\n277,hello,2025-05-21',
  'id,event_type\n277,message.received',
  'https://graph.microsoft.com/v1.0/chats/19:meeting_NzQ@thread.v2/messages',
  'https://console.example.com/chats/277993=\r\n80?theme=3Ddark',
  'Chat 10:30 with customer',
  '[chat 10:15:30] hello',
  'chat 50% off',
  'chat ½',
])('finds no chat in %j: it has no id of one', (text) => {
  expect(parseInput(text)).toMatchObject({ kind: 'refused' })
})

test.each([
  ['{"data":[{"id":45,"display_name":"A","last_message":{"id":9,"text":"x","sender":{"id":3,"display_name":"S"}}}]}'],
  ['{"data":{"id":45,"message_count":2,"handles":[{"id":1,"display_name":"S"}],"owner":{"id":3,"display_name":"S"}}}'],
  ['{"event_type":"chat.updated","data":{"id":45,"participants":[{"id":123,"display_name":"S"}]}}'],
  ['{"data":{"chat":{"id":45}},"contact":{"id":8,"display_name":"Sam"}}'],
  ['{"id":277,"chat":45,"chat_handles":[]}'],
  ['chat 45 10:30:00 delivered'],
  ['Chat 45¹'],
  ['See /chats/45: it is empty'],
  ['chats/45'],
  ['chat-45'],
  ['chat (45)'],
  ['Chat ID - 45'],
  ['chat ID is 45'],
  ['<chat_id>45</chat_id>'],
  ['chat:\n  id: 45'],
])('finds only the chat 45 in %j', (text) => {
  expect(parseInput(text)).toMatchObject({ kind: 'chat', id: '45' })
})

test.each([
  '[45, 46]',
  '["45","46"]',
  '(45, 46)',
  "'45', '46'",
  '- 45\n- 46',
  'Chat ID\n45\n46\nTotal: 2',
  'Chat ID,Name\n45,Bob\n,Ann\n46,Sam',
  '• 45\n• 46',
  '45, 46.',
  '45、46',
  '| Chat ID | State |\n| --- | --- |\n| `45` | `ready` |\n| `46` | `ready` |',
  '||Chat ID||Name||\n|45|Bob|\n|46|Ann|',
  String.raw`https:\/\/console.example.com\/chats\/45 https:\/\/console.example.com\/chats\/46`,
])('finds both chats in the list %j', (text) => {
  expect(parseInput(text)).toMatchObject({ kind: 'chats', ids: ['45', '46'] })
})

test.each([
  ['X-Trace-ID: 550e8400-e29b-41d4-a716-446655440000', 'not-an-id'],
  ["fetch('https://api.linqapp.com/api/partner/v2/chats')", 'list-address'],
  ['curl https://api.linqapp.com/api/partner/v2/chats -H accept:*', 'list-address'],
  ['message 550e8400-e29b-41d4-a716-446655440000', 'not-an-id'],
])('%j is refused as %s', (text, refusal) => {
  expect(parseInput(text)).toEqual({ kind: 'refused', refusal })
})

const uuid = '0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11'
const another = '550e8400-e29b-41d4-a716-446655440000'

test.each([
  uuid,
  uuid.toUpperCase(),
  ` ${uuid}\n`,
  `{${uuid}}`,
  `{${uuid.toUpperCase()}}`,
  `"${uuid}"`,
  `<${uuid}>`,
  `urn:uuid:${uuid}`,
  `URN:UUID:${uuid.toUpperCase()}`,
  `{urn:uuid:${uuid}}`,
  `#${uuid}`,
  `${uuid}.`,
  `${uuid}&mask=1`,
  uuid.replaceAll('-', '\u2011'),
  `ID: ${uuid}`,
  `Chat ID: ${uuid}`,
  `chat ${uuid} does not answer`,
  `chat_id: "${uuid}"`,
  `chat_id=${uuid} trace_id=${another}`,
  `"chat":"${uuid}","event_id":"${another}`,
  `/chats/${uuid}`,
  `https://console.example.com/chats/${uuid}?mask=1`,
  `https://api.linqapp.com/api/partner/v3/chats/${uuid}`,
  `curl -H 'Authorization: Bearer x' https://api.linqapp.com/api/partner/v3/chats/${uuid.toUpperCase()}/messages`,
  `https://slack-redir.net/link?url=https%3A%2F%2Fconsole.example.com%2Fchats%2F${uuid}`,
  `{"id":"${uuid}","is_group":false,"handles":[{"id":"${another}","handle":"+12025550101"}]}`,
  `{"chats":[{"id":"${uuid}","is_group":false}],"next_cursor":"20"}`,
  `{"chat_id":"${uuid}"}`,
  `{"event_type":"message.received","event_id":"${another}","trace_id":"${another}","data":{"id":"${another}","chat_id":"${uuid}","from":"+1555"}}`,
  `{"event_id":"${another}","data":{"id":"${another}","chat":{"id":"${uuid}","is_group":false},"sender_handle":{"id":"${another}"},"parts":[]}}`,
  `{"event_type":"chat.created","event_id":"${another}","data":{"id":"${uuid}","handles":[]}}`,
])('finds the chat of API v3 in %j', (text) => {
  expect(parseInput(text)).toEqual({ kind: 'chat', id: uuid })
})

test.each([
  `{"event_type":"message.received","event_id":"${another}","data":{"id":"${another}","parts":[]}}`,
  `{"success":false,"error":{"code":2001},"trace_id":"${another}"}`,
  `event_id: ${another}`,
  `https://api.linqapp.com/api/partner/v3/messages/${another}`,
  `https://api.linqapp.com/messages?ids=45,46 trace_id=${another}`,
])('takes no other UUID for a chat’s: %j', (text) => {
  expect(parseInput(text).kind).toBe('refused')
})

const digitsOnly = '00000000-0000-4000-8000-000000000045'

test.each([digitsOnly, `{${digitsOnly}}`, `urn:uuid:${digitsOnly}`, `chat ${digitsOnly}`, `/chats/${digitsOnly}`])(
  'takes a UUID of digits for no phone number: %j',
  (text) => {
    expect(parseInput(text)).toEqual({ kind: 'chat', id: digitsOnly })
    expect(parseInput(`${text} `)).toEqual({ kind: 'chat', id: digitsOnly })
  },
)

test.each([
  `${uuid}, ${another}`,
  `${uuid}\n${another}`,
  `{${uuid.toUpperCase()}} {${another}}`,
  `${uuid} and ${another}`,
  `- ${uuid}\n- ${another}`,
  `Chat ID\n${uuid}\n${another}`,
])('%j has nothing but IDs of API v3', (text) => {
  expect(parseInput(text)).toEqual({ kind: 'chats', ids: [uuid, another] })
  expect(isOnlyIds(text)).toBe(true)
})

test.each([
  `/chats?ids=${uuid},${another}`,
  `Chat ID,Name\n${uuid},Bob\n${another},Ana`,
  `"${uuid}","ready","Sam"\n"${another}","not-found",""`,
  `chat ${uuid}, and then chat ${another}`,
])('finds both chats of API v3 in %j', (text) => {
  expect(parseInput(text)).toEqual({ kind: 'chats', ids: [uuid, another] })
})

test.each([`/chats?ids=45,${uuid}`, `https://console.example.com/chats?ids=45,${uuid}&mask=1`])(
  'finds chats of both versions in %j',
  (text) => {
    expect(parseInput(text)).toEqual({ kind: 'chats', ids: ['45', uuid] })
  },
)

test('finds chats of both versions in one list', () => {
  expect(parseInput(`45, ${uuid}`)).toEqual({ kind: 'chats', ids: ['45', uuid] })
  expect(isOnlyIds(`45, ${uuid}`)).toBe(true)
})

test.each(['Chat\n45\n46', 'Chat #\n45\n46', 'Chat number\n45\n46'])('finds every row under %j', (text) => {
  expect(parseInput(text)).toMatchObject({ kind: 'chats', ids: ['45', '46'] })
})

test('does not search a text of more than 100,000 characters, and says so', () => {
  expect(parseInput('chat 45'.padEnd(maxInputLength))).toEqual({ kind: 'chat', id: '45' })
  expect(parseInput('chat 45'.padEnd(maxInputLength + 1))).toEqual({ kind: 'refused', refusal: 'too-long' })
})

test('parses any text quickly', () => {
  for (const text of [
    'chat '.repeat(20_000),
    '/chats/'.repeat(14_000),
    '{"a":'.repeat(20_000),
    '9'.repeat(100_000),
    '/'.repeat(100_000),
    '[{'.repeat(50_000),
    '/chats?'.repeat(14_000),
    '/v3/__a'.repeat(14_000),
    '%25'.repeat(33_000),
    `{"a":[${'{},'.repeat(30_000)}`,
    'chat id '.repeat(12_000),
    '0b8f5cde-'.repeat(11_000),
    '0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11,x,'.repeat(2500),
    `0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11${' ('.repeat(40_000)}x`,
    '\u{1d7ce}'.repeat(40_000),
    `${'1-'.repeat(40_000)}x`,
  ])
    expect(parseInput(text)).toHaveProperty('kind', 'refused')
})

test.each([
  '45 46',
  '45, 1234567',
  '171\n1234567',
  '#45;#46',
  '100 101 102 103 104 105',
  '45,101,102,103',
  'id\n45\n101',
  'chat_id\r\n45\r\n101\r\n',
  'Chat ID\n45\n101',
  '"Chat ID"\n"45"\n"101"',
  'Chats\n45\n101',
  'Chat ID: 45, 46',
  '45, 46 and 47',
  '- 45\n- 46',
  '* 45\n* 46',
])('%j has nothing but IDs', (text) => {
  expect(parseInput(text)).toHaveProperty('kind', 'chats')
  expect(isOnlyIds(text)).toBe(true)
})

test.each([
  '171 1234567',
  '2025 05 21',
  '(555) 1234',
  'chats 45, 46',
  'Chat ID: 171 1234567',
  'phone_number\n45\n46',
  'Chat ID\n45\n46\nTotal: 2',
  'Chat ID,Name\n45,Bob\n46,Ana',
  '45 or 46',
  '45 * 2',
])('%j may be something else', (text) => {
  expect(isOnlyIds(text)).toBe(false)
})
