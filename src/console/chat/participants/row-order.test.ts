import { expect, test } from 'vitest'

import type { Participant } from '../../../linq/chat.ts'
import { createMatcher, filterRows, nextSort, sortRows, parseSort } from './row-order.ts'

const row = (
  id: string | null,
  address: string | null,
  service: string | null,
  joinedAt: string | null,
): Participant => ({ id, address, service, joinedAt })
const rows = [
  row('10', '+15550102', 'SMS', '2025-05-21T15:30:00.000-05:00'),
  row('9', 'ana@example.com', 'iMessage', '2025-05-21T15:30:00.000+05:00'),
  row(null, '+15550101', null, 'last Tuesday'),
  row('9007199254740993', 'Bob@example.com', 'sms', null),
  row('9007199254740992', null, 'RCS', '2025-05-20T15:30:00Z'),
]
const ids = (sort: string) => sortRows(rows, parseSort(sort)).map(({ id }) => id)

test.each([
  ['id', ['9', '10', '9007199254740992', '9007199254740993', null]],
  ['-id', ['9007199254740993', '9007199254740992', '10', '9', null]],
  ['phone_number', [null, '10', '9', '9007199254740993', '9007199254740992']],
  ['service', ['9', '9007199254740992', '10', '9007199254740993', null]],
  ['joined_at', ['9007199254740992', '9', '10', null, '9007199254740993']],
  ['-joined_at', ['10', '9', '9007199254740992', null, '9007199254740993']],
  ['nonsense', ['10', '9', null, '9007199254740993', '9007199254740992']],
])('sorts by %s', (sort, order) => {
  expect(ids(sort)).toEqual(order)
})

test('cycles from as sent to ascending, descending and back', () => {
  const steps = [null, 'id', '-id', null].map((sort) => nextSort(parseSort(sort), 'id'))
  expect(steps).toEqual(['id', '-id', null, 'id'])
  expect(nextSort(parseSort('-service'), 'id')).toBe('id')
})

test.each([
  ['', 5],
  ['  ', 5],
  ['EXAMPLE.COM', 2],
  ['555 01 02', 1],
  ['(555)', 2],
  ['sms', 2],
  ['9007', 2],
  ['nobody', 0],
  ['.', 2],
])('matches %j with %i rows', (filter, count) => {
  expect(filterRows(rows, filter)).toHaveLength(count)
})

test.each([
  ['+15550100003', '\u202a+15550100003\u202c'],
  ['+15550100003', '+1\u2011555\u2011010\u20110003'],
  ['+15550100003', 'tel:+15550100003'],
  ['+15550100003', 'Sam Doe <+1 555 010 0003>,'],
  ['+15550100003', '15550100003'],
  ['15550100003', '+1 555 010-0003'],
  ['+1 (555) 010-0999', '5550100999'],
  ['\u202a+15550100003\u202c', '0100003'],
  ['+15550100003', '＋１５５５０１００００３'],
  ['Sam@example.com', 'SAM@'],
  ['+15550100003', '"+15550100003",'],
  ['+15550100003', '<sms:+15550100003>'],
  ['+15550100003', 'tel:%2B15550100003'],
  ['+15550100003', '0015550100003'],
  ['+15550100003', '0003'],
  ['sam@example.com', '<mailto:sam@example.com>'],
  ['+447700900123', '07700 900123'],
  ['+447700900123', '+44 (0)7700 900123'],
  ['+447700900123', '0044 (0) 7700 900123'],
  ['+33612345678', '06 12 34 56 78'],
])('matches %j with %j', (address, filter) => {
  expect(filterRows([row('1', address, 'SMS', null), row('2', '+4420', null, null)], filter)).toHaveLength(1)
})

test('sorts join times of one second by their milliseconds', () => {
  const times = ['2025-05-21T15:30:00.900-05:00', '2025-05-21T15:30:00.1-05:00']
  const sorted = sortRows(
    times.map((time, index) => row(String(index), null, null, time)),
    parseSort('joined_at'),
  )
  expect(sorted.map(({ joinedAt }) => joinedAt)).toEqual(times.toReversed())
})

test('reads a long filter in linear time', () => {
  expect(createMatcher('<.>'.repeat(100_000) + 'x')?.(row('1', '+15550100003', 'SMS', null))).toBe(false)
  expect(createMatcher('(0'.repeat(400_000))?.(row('1', '+15550100003', 'SMS', null))).toBe(false)
})
