import { expect, test } from 'vitest'

import { isBlank, numberDigits, plainText } from './plain-text.ts'

test.each([
  '',
  ' ',
  '\u3164',
  '\u2800',
  '\ufe0f',
  '\u180e\u200b',
  '\u115f\u1160',
  '\uffa0',
  '\u{e0041}',
  '\u{1d159}',
  '\u{16fe4}',
  '\u00ad',
  '\u0000',
  '\u0007\u009b',
])('takes %j for blank', (text) => {
  expect(isBlank(text)).toBe(true)
})

test.each(['0', 'Ana \ud83d', '.', '\u{1f469}\u200d\u{1f4bb}', '\u0301'])('does not take %j for blank', (text) => {
  expect(isBlank(text)).toBe(false)
})

test.each([
  ['\u202a+15550100003\u202c', '+15550100003'],
  ['+1\u2011555\u2011010\u20110003', '+1-555-010-0003'],
  ['＋１５５５', '+1555'],
  ['45² ½', '45² ½'],
  ['٤٥ ۴۵ ४५ ৪৫ ၄၅ \u{1d7d2}\u{1d7d3}', '45 45 45 45 45 45'],
  ['“45” «45» ‘45’', '"45" "45" \'45\''],
  ['\u00a045\u2009', '45'],
])('reads %j as %j', (text, plain) => {
  expect(plainText(text)).toBe(plain)
})

test.each([
  ['+1 (555) 123-4567', '+15551234567'],
  ['tel:+15551234567', '+15551234567'],
  ['24', '24'],
  ['BANK24', null],
  ['1-800-MY-APPLE', null],
  ['+', null],
  ['', null],
])('finds in %j the number %j', (text, digits) => {
  expect(numberDigits(text)).toBe(digits)
})
