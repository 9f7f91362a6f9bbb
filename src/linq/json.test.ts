import { isLosslessNumber, LosslessNumber, parse } from 'lossless-json'
import { expect, test } from 'vitest'

import { sentText, containsSecret, parseJson } from './json.ts'

test('keeps a number of any size as it was sent', () => {
  const sent = parseJson('[9007199254740993, 1.50, 1e3, -0]')
  expect(Array.isArray(sent) && sent.map(sentText)).toEqual(['9007199254740993', '1.50', '1e3', '-0'])
})

test('reads a missing value as null, and any other value as text', () => {
  expect([undefined, null, '', 'a', true, { n: 1 }, [1, 'b']].map(sentText)).toEqual([
    null,
    null,
    '',
    'a',
    'true',
    '{"n":1}',
    '[1,"b"]',
  ])
  expect(sentText(parseJson('{"n": 9007199254740993}'))).toBe('{"n":9007199254740993}')
})

test.each(['', '{', '{"a":1,}', '{"a":1} x', 'undefined', "{'a':1}", '{"a":1,"a":2}'])('refuses %j', (text) => {
  expect(() => parseJson(text)).toThrow(SyntaxError)
})

test('refuses JSON nested deeper than 200 levels instead of hanging or crashing', () => {
  expect(parseJson('['.repeat(200) + ']'.repeat(200))).toBeInstanceOf(Array)
  expect(() => parseJson('['.repeat(202) + ']'.repeat(202))).toThrow(RangeError)
  expect(() => parseJson('['.repeat(1_000_000))).toThrow(RangeError)
})

test.each([
  '{"a":["x secret-token y"]}',
  '{"secret-token":1}',
  String.raw`{"a":"secret\u002dtoken"}`,
  '"secret-token"',
])('finds a secret in %s', (text) => {
  expect(containsSecret(parseJson(text), 'secret-token')).toBe(true)
})

test('finds a secret of digits in a number, and a short one only as a whole text', () => {
  expect(containsSecret(parseJson('{"a":1234567890}'), '34567890')).toBe(true)
  expect(containsSecret(parseJson('{"data":"abc"}'), 'abc')).toBe(true)
  expect(containsSecret(parseJson('{"data":"abcd"}'), 'abc')).toBe(false)
})

/** The result of a parser, with every number as its digits; the error's name if it throws. */
function outcome(parser: (text: string) => unknown, text: string): unknown {
  try {
    return withDigits(parser(text))
  } catch (error) {
    return error instanceof Error ? error.name : error
  }
}

function withDigits(value: unknown): unknown {
  if (typeof value === 'number') return new LosslessNumber(String(value))
  if (typeof value !== 'object' || value === null || isLosslessNumber(value)) return value
  if (Array.isArray(value)) return value.map(withDigits)
  return Object.entries(value).map(([key, item]) => [key, withDigits(item)])
}

test.each(
  [
    ['1', '-1', '0', '-0', '1.0', '1.5', '1e3', '1E3', '1e21', '1e+21', '1e-7', '1e400', '-1e400', '0.1', '5e-324'],
    ['9007199254740991', '9007199254740993', '123456789012345680000', '0.30000000000000004', '100000000000000000001'],
    ['01', '+1', '.5', '1.', 'NaN', 'Infinity', 'null', 'true', ' 1', '1 ', '"a"', '[]', '{}', '[1,]', '[,1]'],
    ['{"a":1,"a":1}', '{"a":1,"a":2}', '{"a":1,"a":1.0}', '{"a":{"b":1,"b":2}}', '{"a":[1],"a":[1]}'],
    ['{"__proto__":1}', '{"__proto__":{"a":1}}', '{"__proto__":1,"__proto__":2}', '{"constructor":1,"toJSON":{"a":1}}'],
    ['{"b":1,"1":2,"0":3}', '{"1":2,"b":1}', '{"":1}', '{"isLosslessNumber":true,"value":"1"}'],
    [
      String.raw`"\ud800"`,
      '"\ud800"',
      String.raw`"\u0061"`,
      String.raw`"\/"`,
      '"\u2028"',
      '"\t"',
      String.raw`"\t\b\u0007"`,
    ],
    ['{"a" : 1}', '[1, 2]', '\ufeff1', '{"a":undefined}', `${'['.repeat(150)}${']'.repeat(150)}`],
  ].flat(),
)('parses %s exactly as lossless-json does', (text) => {
  for (const wrapped of [text, `[${text}]`, `{"x":${text},"y":[${text}]}`])
    expect(outcome(parseJson, wrapped)).toEqual(outcome(parse, wrapped))
})

test('parses random combinations of such texts exactly as lossless-json does', () => {
  let seed = 45
  const any = <One>(...of: [One, ...One[]]): One => {
    seed = (seed * 48_271) % 2_147_483_647
    return of[seed % of.length] ?? of[0]
  }
  const space = () => any('', '', '', '', ' ', '\n')
  const text = () => any('"a"', '"b"', '"1"', '"0"', '"__proto__"', String.raw`"\u0061"`, '"+15550100"', '"\ud800"')
  const value = (depth: number): string =>
    depth === 0
      ? any(
          any('1', '45', '1000', '9007199254740993', '1.50', '-0', '1e3', '1e400'),
          any('null', 'true', 'x', ''),
          text(),
        )
      : any(
          () => `[${space()}${[0, 1, 2].map(() => value(depth - 1)).join(`,${space()}`)}]`,
          () => `{${[0, 1].map(() => `${text()}${space()}:${value(depth - 1)}`).join(',')}${space()}}`,
          () => value(0),
        )()
  let whole = 0
  for (let round = 0; round < 3000; round += 1) {
    const json = value(any(1, 2, 3))
    const read = outcome(parseJson, json)
    if (read !== 'SyntaxError') whole += 1
    expect(read, json).toEqual(outcome(parse, json))
  }
  expect(whole).toBeGreaterThan(500)
})
