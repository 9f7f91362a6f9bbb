import { expect, test } from 'vitest'

import { cookieNames, readCookie } from './cookies.ts'

const sent = (cookie: string) => ({ get: (name: string) => (name === 'cookie' ? cookie : null) })
const read = (cookie: string) => readCookie(sent(cookie), '__Host-own')

test.each([
  ['__Host-own=value', 'value'],
  ['a=b;__Host-own=value;c=d', 'value'],
  ['a=b; \t__Host-own\t =\t value \t', 'value'],
  ['__Host-own="a=b"', '"a=b"'],
  ['__Host-own=', ''],
  ['__Host-own', null],
  ['__host-own=value', null],
  ['', null],
])('reads from %j the cookie %j', (cookie, value) => {
  expect(read(cookie)).toBe(value)
})

// Each byte that `trim` removes and HTTP does not, and some that look like nothing.
test.each(['\u00A0', '\u000B', '\u000C', '\u0085', '\u00AD', '\u200B', '\uFEFF'])(
  'a name with %j before or after it is another name',
  (character) => {
    for (const name of [`${character}__Host-own`, `__Host-own${character}`, ` ${character} __Host-own`]) {
      expect(read(`${name}=theirs`), name).toBeNull()
      expect(read(`${name}=theirs; __Host-own=ours`), name).toBe('ours')
      expect(cookieNames(sent(`${name}=theirs`)), name).toEqual([name.replace(/^ +/, '')])
    }
    expect(read(`__Host-own=${character}ours`)).toBe(`${character}ours`)
  },
)

test('of two cookies with one name neither counts', () => {
  const twice = '__Host-own=ours; other=1; __Host-own=theirs'
  expect(read(twice)).toBeNull()
  expect(read(`${twice}; __Host-own=ours`)).toBeNull()
  expect(cookieNames(sent(twice))).toEqual(['other'])
})

test('reads a long run of spaces in linear time', () => {
  const began = performance.now()
  expect(read(`__Host-own=a${' '.repeat(500_000)}b`)).toHaveLength(500_002)
  expect(performance.now() - began).toBeLessThan(1000)
})
