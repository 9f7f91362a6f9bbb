import { expect, test } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import { readChat } from '../../linq/read-chat.ts'
import { readReply } from '../data/read-reply.ts'
import type { Row } from './export.ts'
import { parseSort } from '../settings/sort-order.ts'
import { bulkColumns, filterBulkRows, namedParticipants, sortBulkRows } from './order.ts'

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
  expect(ids(sortBulkRows(rows, parseSort(sort, bulkColumns)))).toBe(order)
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

test.each([
  ['', ['a@example.com', 'b@example.com']],
  ['555 0103', ['+12025550103', 'a@example.com']],
  ['+1 202', ['+12025550103', '+12025550104']],
  ['nobody', ['a@example.com', 'b@example.com']],
])('names the participants that match %j first', (filter, named) => {
  const addresses = ['a@example.com', 'b@example.com', '+12025550103', '+12025550104', '+12025550105']
  const participants = addresses.map((address) => ({ id: null, address, service: null, joinedAt: null }))
  expect(namedParticipants(participants, filter, 2).map(({ address }) => address)).toEqual(named)
})
