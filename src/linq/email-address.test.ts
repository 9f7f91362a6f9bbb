import { expect, test } from 'vitest'

import { readDomain, readEmailAddress } from './email-address.ts'
import { notAddresses } from './testing.ts'

test.each([
  ['ann@example.com', 'example.com'],
  ['Ann.Lee+chat@Mail.EXAMPLE.com', 'mail.example.com'],
  ["o'neil_{a}&b#c$d=e^f|g~h/i`j-k@example.co.uk", 'example.co.uk'],
  ['1@1.example.com', '1.example.com'],
  ['ann@xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ['ann@example.xn--p1ai', 'example.xn--p1ai'],
  ['ann@localhost', 'localhost'],
  [`${'a'.repeat(242)}@example.com`, 'example.com'],
])('%j is an address of %s', (text, domain) => {
  expect(readEmailAddress(text)).toEqual({ text: text.toLowerCase(), domain })
})

test.each([...notAddresses])('%j is no address', (text) => {
  expect(readEmailAddress(text)).toBeNull()
})

test.each([
  '',
  '.',
  'com',
  'example.com.',
  '.example.com',
  '*.example.com',
  '10.0.0.1',
  '@example.com',
  'b\u00FCcher.example',
  '\u212Ax.example',
])('%j is no domain', (text) => {
  expect(readDomain(text)).toBeNull()
})

test('a domain has at most 253 characters', () => {
  const longest = `${'a.'.repeat(125)}com`
  expect(longest).toHaveLength(253)
  expect([readDomain(longest), readDomain(`a${longest}`)]).toEqual([longest, null])
})

test('a long text is refused in linear time', () => {
  const began = performance.now()
  for (const text of ['a'.repeat(1e6), `${'a.'.repeat(120)}!`, `a@${'a-'.repeat(126)}`]) readEmailAddress(text)
  expect(performance.now() - began).toBeLessThan(1000)
})
