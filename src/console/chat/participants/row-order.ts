import type { Participant } from '../../../linq/chat.ts'
import type { Column } from '../../format/columns.ts'
import { parseSentTime } from '../../format/date-time.ts'
import type { SortOrder } from '../../settings/sort-order.ts'

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

export type SortKey = string | number | null

/** The value that a row is sorted by; null sorts last in both directions. */
export function sortKey({ id, address, service, joinedAt }: Participant, column: Column): SortKey {
  switch (column) {
    case 'id':
      return id ?? null
    case 'phone_number':
      return address ?? null
    case 'service':
      return service ?? null
    case 'joined_at':
      return joinedAt == null ? null : (parseSentTime(joinedAt)?.moment ?? null)
  }
}

export function compare(a: SortKey, b: SortKey): number {
  if (a === null || b === null) return 0
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
}

export interface Keyed<Row> {
  row: Row
  key: SortKey
}

/** Compares rows by their keys. */
export const compareKeyed =
  (descending: boolean) =>
  (a: Keyed<unknown>, b: Keyed<unknown>): number =>
    Number(a.key === null) - Number(b.key === null) || (descending ? -1 : 1) * compare(a.key, b.key)

/** Sorts rows by their keys. The sort is stable. */
export const sortByKey = <Row>(rows: Row[], descending: boolean, keyOf: (row: Row) => SortKey): Row[] =>
  rows
    .map((row) => ({ row, key: keyOf(row) }))
    .toSorted(compareKeyed(descending))
    .map(({ row }) => row)

/** Sorts participants; without an order they stay as sent. */
export const sortRows = (rows: Participant[], order: SortOrder<Column> | null): Participant[] =>
  order ? sortByKey(rows, order.descending, (row) => sortKey(row, order.column)) : rows
