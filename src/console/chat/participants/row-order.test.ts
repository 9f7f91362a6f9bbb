import { expect, test } from 'vitest'

import type { Participant } from '../../../linq/chat.ts'
import { columns } from '../../format/columns.ts'
import { nextSort, parseSort } from '../../settings/sort-order.ts'
import { sortRows } from './row-order.ts'

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
const ids = (sort: string) => sortRows(rows, parseSort(sort, columns)).map(({ id }) => id)

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
  const steps = [null, 'id', '-id', null].map((sort) => nextSort(parseSort(sort, columns), 'id'))
  expect(steps).toEqual(['id', '-id', null, 'id'])
  expect(nextSort(parseSort('-service', columns), 'id')).toBe('id')
})

test('sorts join times of one second by their milliseconds', () => {
  const times = ['2025-05-21T15:30:00.900-05:00', '2025-05-21T15:30:00.1-05:00']
  const sorted = sortRows(
    times.map((time, index) => row(String(index), null, null, time)),
    parseSort('joined_at', columns),
  )
  expect(sorted.map(({ joinedAt }) => joinedAt)).toEqual(times.toReversed())
})
