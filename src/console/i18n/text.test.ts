import { afterEach, expect, test } from 'vitest'

import { pseudo } from './pseudo.ts'
import { english, t, translateWith } from './text.ts'

afterEach(() => translateWith(english))

test('texts are English without a translator', () => {
  expect(t`Opens chat ${'45'}`).toBe('Opens chat 45')
  expect(t`${1} of ${2}, ${null}`).toBe('1 of 2, null')
})

test('a translator gets words and values separately', () => {
  translateWith((words, ...values) => JSON.stringify([words, values]))
  expect(t`Opens chat ${'45'}`).toBe('[["Opens chat ",""],["45"]]')
  expect(english`Opens chat ${'45'}`).toBe('Opens chat 45')
})

test('the pseudo-language accents words, not values, and adds one pair of brackets', () => {
  translateWith(pseudo)
  expect(t`Opens chat ${'45'}`).toBe('[Óópééns cháát 45]')
  expect(t`${'Jane Doe'} uses ${'iMessage'}`).toBe('[Jane Doe úúséés iMessage]')
  expect(t`${'$1 $& $2'} costs`).toBe('[$1 $& $2 cóósts]')
})

test('the pseudo-language is about 40 % longer, in letters of the main font', () => {
  const text = 'This is taking longer than usual. You can wait, or look up another chat above.'
  const longer = pseudo([text])
  expect(longer.length / text.length).toBeGreaterThan(1.3)
  expect(longer.length / text.length).toBeLessThan(1.5)
  expect(longer).toMatch(/^[\u0020-\u00ff]+$/)
})

test('white space stays outside of the brackets, and a text without letters is unchanged', () => {
  expect(pseudo([' Not\nsent '])).toBe(' [Nóót\nséént] ')
  expect(pseudo([' · '])).toBe(' · ')
  expect(pseudo(['', ' / ', ''], 'a', 'b')).toBe('a / b')
  expect(pseudo([''])).toBe('')
})
