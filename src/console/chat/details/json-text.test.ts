import { expect, test } from 'vitest'

import { documentedChat } from '../../../linq/v2/example.ts'
import { indentJson, maxIndented, maxIndentedLevels, tokenizeJson } from './json-text.ts'

test.each([
  JSON.stringify(documentedChat),
  '{ "a\\"b" : [ -1.5e+3 , true,null ], "": "x: 1" }\n',
  'not json at all',
  '',
])('tokenizes %j without losing a character', (text) => {
  expect(
    tokenizeJson(text)
      .map((token) => token.text)
      .join(''),
  ).toBe(text)
})

test('distinguishes keys, strings, numbers and literals', () => {
  expect(tokenizeJson('{"a":"b","n":9007199254740993,"t":true}').filter(({ kind }) => kind !== 'other')).toEqual([
    { kind: 'key', text: '"a":' },
    { kind: 'text', text: '"b"' },
    { kind: 'key', text: '"n":' },
    { kind: 'number', text: '9007199254740993' },
    { kind: 'key', text: '"t":' },
    { kind: 'word', text: 'true' },
  ])
})

test('indents as JSON.stringify would, and keeps big numbers', () => {
  expect(indentJson(JSON.stringify(documentedChat))).toEqual({
    text: JSON.stringify(documentedChat, null, 2),
    complete: true,
  })
  expect(indentJson('{"a":[],"b":{},"c":9007199254740993}').text).toBe(
    '{\n  "a": [],\n  "b": {},\n  "c": 9007199254740993\n}',
  )
})

test('indents deep and long JSON within bounds, without losing a value', () => {
  const deep = '['.repeat(50_000) + ']'.repeat(50_000)
  const long = `[${'['.repeat(15)}${'1,'.repeat(60_000)}1${']'.repeat(16)}`
  for (const json of [deep, long]) {
    const { text, complete } = indentJson(json)
    expect(complete).toBe(false)
    expect(text.length).toBeLessThan(maxIndented + json.length)
    expect(text.replace(/\s/g, '')).toBe(json)
  }
  expect(indentJson('['.repeat(maxIndentedLevels) + ']'.repeat(maxIndentedLevels)).complete).toBe(true)
  expect(indentJson('[]]] x').text).toBe('[]]]x')
})
