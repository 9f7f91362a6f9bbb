import { expect, test } from 'vitest'

import { readLinks, readSupportContact } from './links.ts'

test('reads a list of links', () => {
  expect(
    readLinks({ LINKS: 'CRM=https://crm.example.com/?phone={phone}, Logs=https://logs.example.com/{chat_id}' }),
  ).toEqual([
    { name: 'CRM', url: 'https://crm.example.com/?phone={phone}' },
    { name: 'Logs', url: 'https://logs.example.com/{chat_id}' },
  ])
  expect(readLinks({})).toEqual([])
})

test.each([
  ['CRM', 'Set it to a name and an https URL'],
  ['https://crm.example.com/{phone}', 'Set it to a name and an https URL'],
  ['CRM=https://crm.example.com/', 'has no placeholder'],
  ['CRM=https://crm.example.com/{name}', 'unknown placeholder {name}'],
  ['CRM=http://crm.example.com/{phone}', 'is not an https URL'],
  ['CRM=javascript:alert({phone})', 'is not an https URL'],
  ['CRM=https://{phone}.example.com/', 'placeholders after its host'],
  ['CRM=https://crm.example.com:{chat_id}/', 'placeholders after its host'],
  ['CRM=https://user:{phone}@crm.example.com/', 'is not an https URL'],
  [',', 'LINKS is empty'],
  [Array.from({ length: 6 }, (_, index) => `L${index}=https://example.com/{phone}`).join(), 'only 5 fit'],
])('refuses the links %s', (LINKS, message) => {
  expect(() => readLinks({ LINKS })).toThrow(message)
})

test.each([
  ['help@example.com', 'mailto:help@example.com'],
  ['https://help.example.com/console', 'https://help.example.com/console'],
])('reads the contact %s', (SUPPORT_CONTACT, contact) => {
  expect(readSupportContact({ SUPPORT_CONTACT })).toBe(contact)
})

test.each(['', 'help', 'http://help.example.com', 'javascript:alert(1)', 'a b@example.com', 'a@example.com?subject=x'])(
  'refuses the contact %j',
  (SUPPORT_CONTACT) => {
    expect(() => readSupportContact({ SUPPORT_CONTACT })).toThrow('Set it to an https URL or an e-mail address')
  },
)
