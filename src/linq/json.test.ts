import { expect, test } from 'vitest'

import { asSent, holdsSecret, parseJson } from './json.ts'

test('keeps a number as it was written, whatever its size', () => {
  const sent = parseJson('[9007199254740993, 1.50, 1e3, -0]')
  expect(Array.isArray(sent) && sent.map(asSent)).toEqual(['9007199254740993', '1.50', '1e3', '-0'])
})

test('shows nothing sent as null, and any other value as text', () => {
  expect([undefined, null, '', 'a', true, { n: 1 }, [1, 'b']].map(asSent)).toEqual([
    null,
    null,
    '',
    'a',
    'true',
    '{"n":1}',
    '[1,"b"]',
  ])
  expect(asSent(parseJson('{"n": 9007199254740993}'))).toBe('{"n":9007199254740993}')
})

test.each(['', '{', '{"a":1,}', '{"a":1} x', 'undefined', "{'a':1}", '{"a":1,"a":2}'])('refuses %j', (text) => {
  expect(() => parseJson(text)).toThrow(SyntaxError)
})

test('refuses JSON nested deeper than the stack instead of hanging or crashing', () => {
  expect(() => parseJson('['.repeat(1_000_000))).toThrow(RangeError)
})

test.each([
  '{"a":["x secret-token y"]}',
  '{"secret-token":1}',
  String.raw`{"a":"secret\u002dtoken"}`,
  '"secret-token"',
])('finds a secret in %s', (text) => {
  expect(holdsSecret(parseJson(text), 'secret-token')).toBe(true)
})

test('finds a secret made of digits in a number, and a short one only as a whole text', () => {
  expect(holdsSecret(parseJson('{"a":1234567890}'), '34567890')).toBe(true)
  expect(holdsSecret(parseJson('{"data":"abc"}'), 'abc')).toBe(true)
  expect(holdsSecret(parseJson('{"data":"abcd"}'), 'abc')).toBe(false)
})
