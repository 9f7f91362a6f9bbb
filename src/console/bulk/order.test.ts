import { expect, test } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import { readChat } from '../../linq/v2/read-chat.ts'
import { readReply } from '../data/read-reply.ts'
import type { Row } from './export.ts'
import { filterBulkRows, nextBulkSort, parseBulkSort, sortBulkRows } from './order.ts'

const row = (digits: string, data: object | null): Row => {
  const id = parseChatId(digits) ?? expect.unreachable()
  if (!data) return { id, outcome: null }
  const body = JSON.stringify({ data: { id: Number(digits), ...data } })
  expect(readChat(body, id).chat).toBeTruthy()
  return {
    id,
    outcome: { answer: readReply(id, { status: 200, header: () => null, body, at: 0, durationMs: 0, attempts: 1 }) },
  }
}
const rows = [
  row('9', { display_name: 'b', message_count: 10, group: true, chat_handles: ['+12025550101', 'sam@example.com'] }),
  row('10', { display_name: 'A', message_count: 9, group: false, chat_handles: ['+12025550102'] }),
  row('2', null),
  row('3', { service: 'SMS', chat_handles: null }),
]
const ids = (sorted: Row[]) => sorted.map(({ id }) => id).join()

test.each([
  [null, '9,10,2,3'],
  ['id', '2,3,9,10'],
  ['-id', '10,9,3,2'],
  ['display_name', '10,9,2,3'],
  ['-display_name', '9,10,2,3'],
  ['addresses', '9,10,2,3'],
  ['group', '10,9,2,3'],
  ['-group', '9,10,2,3'],
  ['message_count', '10,9,2,3'],
  ['participants', '10,9,2,3'],
  ['-participants', '9,10,2,3'],
  ['nonsense', '9,10,2,3'],
])('sorts by %s, with rows without a value last', (sort, order) => {
  expect(ids(sortBulkRows(rows, parseBulkSort(sort)))).toBe(order)
})

test('a heading sorts ascending, descending, then as in the address', () => {
  expect(nextBulkSort(null, 'id')).toBe('id')
  expect(nextBulkSort(parseBulkSort('id'), 'id')).toBe('-id')
  expect(nextBulkSort(parseBulkSort('-id'), 'id')).toBeNull()
  expect(nextBulkSort(parseBulkSort('-id'), 'group')).toBe('group')
})

test.each([
  ['', '9,10,2,3'],
  ['(202) 555-0101', '9'],
  ['SAM@', '9'],
  ['sms', '3'],
  ['10', '9,10'],
  ['nobody', ''],
])('filters by %j', (filter, order) => {
  expect(ids(filterBulkRows(rows, filter))).toBe(order)
})
