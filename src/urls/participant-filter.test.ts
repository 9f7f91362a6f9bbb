import { expect, test } from 'vitest'

import { filterHash, moveFilter, readFilter } from './participant-filter.ts'

test.each(['+12025550130', 'a b', 'a&b=c#d', '100%', 'Zoë', ''])(
  'reads %j from the fragment that it is in',
  (filter) => {
    const { hash } = new URL(`https://console.test/chats/102${filterHash(filter)}`)
    expect(readFilter(hash)).toBe(filter)
  },
)

test.each(['', '#main', '#', '#filter', '#filter=', '#%'])('%j has no filter', (hash) => {
  expect(readFilter(hash)).toBe('')
})

test.each([
  ['/chats/102?filter=015', '/chats/102#filter=015'],
  ['/chats/102?sort=-joined_at&filter=%2B1202&tz=UTC', '/chats/102?sort=-joined_at&tz=UTC#filter=%2B1202'],
  ['/chats/102?filter=', '/chats/102'],
  ['/chats/102?filter=1&filter=2', '/chats/102#filter=1'],
])('moves the filter of %s into the fragment', (from, to) => {
  expect(moveFilter(`https://console.test${from}`)).toBe(`https://console.test${to}`)
})

test.each(['/chats?ids=45,46', '/chats/102?sort=id#filter=1', '/chats/102?infilter=1'])(
  'leaves %s as it is',
  (path) => {
    expect(moveFilter(`https://console.test${path}`)).toBe(`https://console.test${path}`)
  },
)
