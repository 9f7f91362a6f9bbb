import { expect, test } from 'vitest'

import type { Participant } from '../../../linq/chat.ts'
import { sortRowsInChunks } from './sort-rows.ts'
import { filterRows } from './row-filter.ts'
import { sortRows } from './row-order.ts'
import { columns } from '../../format/columns.ts'

let seed = 45
const any = <One>(...of: [One, ...One[]]): One => {
  seed = (seed * 48_271) % 2_147_483_647
  return of[seed % of.length] ?? of[0]
}
const digits = () => String(seed % 2000)

/** Lists whose keys are compared in each of the ways: as digits, as few words, as many words, and mixed. */
const lists: [name: string, one: () => Participant][] = [
  [
    'documented ones',
    () => ({
      id: String(any(7, 70, 700) * (seed % 91)),
      address: `+1${seed % 100_000}`,
      service: any('iMessage', 'SMS', 'RCS', 'sms'),
      joinedAt: `2025-05-${String(1 + (seed % 28)).padStart(2, '0')}T15:30:00.000${any('-05:00', '+05:00')}`,
    }),
  ],
  [
    'odd ones',
    () => ({
      id: any(digits(), `00${digits()}`, `${digits()}9007199254740993`, null, '', 'a1'),
      address: any(`+${digits()}`, digits(), `p${digits()}@example.com`, `P${digits()}@example.com`, null),
      service: any(`Service ${digits()}`, `é${digits()}`, `E${digits()}`, null),
      joinedAt: any('2025-05-21 15:30:00 -0600', '2025-05-20T15:30:00Z', 'last Tuesday', null),
    }),
  ],
  [
    'numbers without a plus',
    () => ({ id: `${any('0', '')}${digits()}`, address: digits(), service: null, joinedAt: null }),
  ],
]

test.each(lists)('filters and sorts %s as at once', async (_, one) => {
  const rows = Array.from({ length: 3210 }, () => any(one, one)())
  let createYieldToMain = 0
  const pause = async () => void (createYieldToMain += 1)
  for (const filter of ['', '5', 'sms', '(1) 2', 'nobody'])
    for (const order of [
      null,
      ...columns.flatMap(({ field }) => [false, true].map((descending) => ({ column: field, descending }))),
    ]) {
      createYieldToMain = 0
      const found = await sortRowsInChunks(rows, order, filter, pause)
      expect(found, `${filter} ${order?.column}`).toEqual(sortRows(filterRows(rows, filter), order))
      if (filter !== '' || order) expect(createYieldToMain).toBeGreaterThan(5)
    }
})

const stop = async () => Promise.reject(new Error('stopped'))

test('ends when the pause throws', async () => {
  const rows = Array.from({ length: 2000 }, () => ({ id: digits(), address: null, service: null, joinedAt: null }))
  await expect(sortRowsInChunks(rows, { column: 'id', descending: false }, '', stop)).rejects.toThrow('stopped')
  await expect(sortRowsInChunks(rows, null, '1', stop)).rejects.toThrow('stopped')
})
