import { expect, test } from 'vitest'

import { removeOldTries, tryCookie } from './login-transaction.ts'

const carrying = (...names: string[]) => new Headers({ cookie: names.map((name) => `${name}=x`).join('; ') })
const tries = (count: number) => Array.from({ length: count }, (_, index) => tryCookie(`t${index}`))
const names = (cookies: string[]) => cookies.map((cookie) => cookie.slice(0, cookie.indexOf('=')))

test('keeps two tries beside the new one, and removes those that came first', () => {
  expect(removeOldTries(new Headers())).toEqual([])
  expect(removeOldTries(carrying(...tries(2)))).toEqual([])
  expect(names(removeOldTries(carrying(...tries(5))))).toEqual(tries(3))
  expect(removeOldTries(carrying(...tries(3)))[0]).toMatch(/-try-t0=; Path=\/; Max-Age=0; HttpOnly; Secure/)
})

test('removes nothing that is no try', () => {
  const others = [
    '__Host-chat-console',
    'theirs',
    '__Host-chat-console-try-too-long-for-one',
    '__Host-chat-console-try-a,b',
  ]
  expect(removeOldTries(carrying(...others, ...tries(2)))).toEqual([])
})

test('an answer removes twenty at the most', () => {
  expect(removeOldTries(carrying(...tries(100)))).toHaveLength(20)
})
