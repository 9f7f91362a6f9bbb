import { expect, test } from 'vitest'

import type { Participant } from '../../../linq/chat.ts'
import { createMatcher, filterRows } from './row-filter.ts'

const row = (id: string | null, address: string | null, service: string | null = null): Participant => ({
  id,
  address,
  service,
  joinedAt: null,
})
const rows = [
  row('10', '+15550102', 'SMS'),
  row('9', 'ana@example.com', 'iMessage'),
  row(null, '+15550101'),
  row('9007199254740993', 'Bob@example.com', 'sms'),
  row('9007199254740992', null, 'RCS'),
]

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
  expect(filterRows([row('1', address, 'SMS'), row('2', '+4420')], filter)).toHaveLength(1)
})

test('reads a long filter in linear time', () => {
  expect(createMatcher('<.>'.repeat(100_000) + 'x')?.(row('1', '+15550100003', 'SMS'))).toBe(false)
  expect(createMatcher('(0'.repeat(400_000))?.(row('1', '+15550100003', 'SMS'))).toBe(false)
})
