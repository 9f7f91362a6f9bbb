import { expect, test } from 'vitest'

import { isPhoneNumber, parseHandle } from './handle.ts'
import { notAddresses } from './testing.ts'

test.each([
  '+15555550142',
  '+1555555',
  '+155555501420001',
  '+390612345678',
  'ana.lopez@example.com',
  "O'Neil+chat@example.com",
])('%j is a handle', (text) => {
  expect(parseHandle(text)).toBe(text)
})

test('writes the domain in lower case, and keeps the mailbox', () => {
  expect(parseHandle('Ann.Lee@Mail.EXAMPLE.com')).toBe('Ann.Lee@mail.example.com')
})

test.each([
  ...notAddresses,
  '+',
  '+155555',
  '+1555555014200012',
  '+05555550142',
  '15555550142',
  '0015555550142',
  ' +15555550142',
  '+15555550142 ',
  '+15555550142\n',
  '+1 555 555 0142',
  '+1-555-555-0142',
  '+1(555)5550142',
  '++15555550142',
  '+١٥٥٥٥٥٥٠١٤٢',
  '+1555555０142',
  '+15555550142;ext=5',
  '+15555550142,+15555550143',
  '+15555550142&from=+15555550143',
  '+15555550142%26limit=1',
  '+15555550142#',
  '+15555550142?',
  '+15555550142/../',
  'tel:+15555550142',
  'mailto:ann@example.com',
  'ann@localhost',
  'ann@example.com&limit=1',
  'ann@example.com?limit=1',
  'ann@example.com#',
  'ann%40example.com',
  '*',
  '45',
])('%j is no handle', (text) => {
  expect(parseHandle(text)).toBeNull()
})

test('distinguishes a phone number from an e-mail address', () => {
  const handles = ['+15555550142', 'ann@example.com', '+1@example.com']
  expect(handles.map((text) => isPhoneNumber(parseHandle(text) ?? expect.unreachable()))).toEqual([true, false, false])
})
