import { expect, test } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import { parseRecents, addRecent } from './recents.ts'

const id = (digits: number) => parseChatId(String(digits)) ?? expect.unreachable()

test('reads IDs and times, and drops invalid entries', () => {
  expect(parseRecents('45@1763800000000 John@1 46@soon 0@1 9007199254740993@2')).toEqual([
    { id: '45', at: 1_763_800_000_000 },
    { id: '9007199254740993', at: 2 },
  ])
  expect(parseRecents(null)).toEqual([])
  expect(parseRecents('')).toEqual([])
})

test('puts the latest first, each once, ten at most', () => {
  const ten = Array.from({ length: 10 }, (_, index) => ({ id: id(index + 1), at: index }))
  expect(addRecent(ten, { id: id(3), at: 99 }).map((recent) => recent.id)).toEqual([
    '3',
    '1',
    '2',
    '4',
    '5',
    '6',
    '7',
    '8',
    '9',
    '10',
  ])
  expect(addRecent(ten, { id: id(11), at: 99 })).toHaveLength(10)
})
