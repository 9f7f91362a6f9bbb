import { expect, test } from 'vitest'

import { handleInText } from './handle-in-text.ts'

test.each([
  "'ana@example.com'",
  "WHERE email = 'ana@example.com';",
  '"ana@example.com"',
  '‘ana@example.com’',
  '`ana@example.com`',
  "'ana@example.com",
  'email=ana@example.com',
  "email='ana@example.com'",
  '{"email":"ana@example.com"}',
  'mailto:ana@example.com',
  'mailto:ana@example.com?subject=Hello',
  'MAILTO:ana@EXAMPLE.com',
  'Ana Lopez <ana@example.com>',
  'Is it ana@example.com?',
  'It is ana@example.com.',
])('reads %j as the address in it', (text) => {
  expect(handleInText(text)).toEqual({ kind: 'email', handle: 'ana@example.com' })
})

test('an apostrophe in an address is a part of it', () => {
  expect(handleInText("'o'neil@example.com'")).toEqual({ kind: 'email', handle: "o'neil@example.com" })
})

test.each(['ana@example', '*ana@example.com*', 'ana@example.com/45'])('reads %j as no complete address', (text) => {
  expect(handleInText(text)).toEqual({ kind: 'email', handle: null })
})

test.each(['ana@example.com, bob@example.com', 'ana@example.com 45', 'ana'])('reads no address in %j', (text) => {
  expect(handleInText(text)).toBeNull()
})

// Each start of a match would go through the rest of the text.
test('reads a text of 50,000 characters in no time', () => {
  const started = process.threadCpuUsage()
  expect(handleInText(`+1 202 555 0102 ${'a'.repeat(50_000)}`)).toBeNull()
  expect(process.threadCpuUsage(started).user / 1000).toBeLessThan(200)
})
