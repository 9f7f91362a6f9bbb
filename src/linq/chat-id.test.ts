import { expect, test } from 'vitest'

import { parseChatId, versionOf } from './chat-id.ts'

test.each([
  ['45', '45'],
  ['0045', '45'],
  ['9007199254740993', '9007199254740993'],
  ['9223372036854775807', '9223372036854775807'],
  ['0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11', '0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11'],
  ['00000000-0000-4000-8000-000000000045', '00000000-0000-4000-8000-000000000045'],
  ['0B8F5CDE-7F0B-4A1E-9F43-8E7A4E2F6C11', '0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11'],
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
  '0b8f5cde7f0b4a1e9f438e7a4e2f6c11',
  '{0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11}',
  'urn:uuid:0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11',
  '0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c1',
  '0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c111',
  '0b8f5cd-e7f0b-4a1e-9f43-8e7a4e2f6c11',
  '0b8f5cdg-7f0b-4a1e-9f43-8e7a4e2f6c11',
  '0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11\n',
  '０b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11',
  '0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11/messages',
])('refuses %j', (text) => {
  expect(parseChatId(text)).toBeNull()
})

test('a whole number is of API v2, and a UUID of v3', () => {
  const versions = ['45', '0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11'].map((text) => {
    const id = parseChatId(text)
    return id && versionOf(id)
  })
  expect(versions).toEqual(['v2', 'v3'])
})
