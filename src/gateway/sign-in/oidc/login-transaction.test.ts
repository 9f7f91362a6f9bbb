import { expect, test } from 'vitest'

import { removeOldTransactions, transactionCookie } from './login-transaction.ts'

const withCookies = (...names: string[]) => new Headers({ cookie: names.map((name) => `${name}=x`).join('; ') })
const transactions = (count: number) => Array.from({ length: count }, (_, index) => transactionCookie(`t${index}`))
const names = (cookies: string[]) => cookies.map((cookie) => cookie.slice(0, cookie.indexOf('=')))

test('keeps two transactions beside the new one, and removes the oldest', () => {
  expect(removeOldTransactions(new Headers())).toEqual([])
  expect(removeOldTransactions(withCookies(...transactions(2)))).toEqual([])
  expect(names(removeOldTransactions(withCookies(...transactions(5))))).toEqual(transactions(3))
  expect(removeOldTransactions(withCookies(...transactions(3)))[0]).toMatch(
    /-try-t0=; Path=\/; Max-Age=0; HttpOnly; Secure/,
  )
})

test('removes no other cookie', () => {
  const others = [
    '__Host-chat-console',
    'theirs',
    '__Host-chat-console-try-too-long-for-one',
    '__Host-chat-console-try-a,b',
  ]
  expect(removeOldTransactions(withCookies(...others, ...transactions(2)))).toEqual([])
})

test('a response removes at most twenty', () => {
  expect(removeOldTransactions(withCookies(...transactions(100)))).toHaveLength(20)
})

test('a name that was sent twice, or with another byte before it, is no transaction to remove', () => {
  const [first = '', second = '', third = ''] = transactions(3)
  expect(removeOldTransactions(withCookies(first, second, third, third))).toEqual([])
  expect(removeOldTransactions(withCookies(`\u00A0${first}`, second, third))).toEqual([])
})
