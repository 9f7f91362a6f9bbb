import type { Participant } from '../../../linq/chat.ts'
import { numberDigits, plainText } from '../../../linq/plain-text.ts'
import { type Column, columns } from '../../format/columns.ts'
import { parseSentTime } from '../../format/date-time.ts'

/** A column and the direction of its order. */
export interface SortOrder {
  column: Column
  descending: boolean
}

/** Reads `sort` from an address; null for as sent. */
export function parseSort(sort: string | null): SortOrder | null {
  const column = columns.find(({ field }) => field === sort?.replace(/^-/, ''))?.field
  return column ? { column, descending: sort?.startsWith('-') === true } : null
}

/** The next order when a column's heading is pressed: ascending, descending, as sent. Written as in the address, null for as sent. */
export function nextSort(current: SortOrder | null, column: Column): string | null {
  if (current?.column !== column) return column
  return current.descending ? null : `-${column}`
}

// Numeric: handle 9 comes before handle 10, at any number of digits.
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** What rows can be ordered by. */
export type SortKey = string | number | null

/** What a row is ordered by; null comes last in either direction. */
export function sortKey({ id, address, service, joinedAt }: Participant, column: Column): SortKey {
  switch (column) {
    case 'id':
      return id
    case 'phone_number':
      return address
    case 'service':
      return service
    case 'joined_at':
      return joinedAt === null ? null : (parseSentTime(joinedAt)?.moment ?? null)
  }
}

/** Compares two keys, as long as neither is null. */
export function compare(a: SortKey, b: SortKey): number {
  if (a === null || b === null) return 0
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
}

/** The rows in an order; equal ones, and all of them without an order, stay as sent. */
export function sortRows(rows: Participant[], order: SortOrder | null): Participant[] {
  if (!order) return rows
  const keyed = rows.map((row) => ({ row, key: sortKey(row, order.column) }))
  const sign = order.descending ? -1 : 1
  return keyed
    .toSorted((a, b) => Number(a.key === null) - Number(b.key === null) || sign * compare(a.key, b.key))
    .map(({ row }) => row)
}

/**
 * Tells whether a row has a text in its id, address or service, in any case. A number is found in any notation on either
 * side: with or without a plus, in groups, with brackets, dashes or invisible characters, as a `tel:` link.
 * @returns null for a text that every row has.
 */
export function createMatcher(filter: string): ((row: Participant) => boolean) | null {
  const wanted = plainText(filter).toLowerCase()
  if (wanted === '') return null
  const number = numberDigits(wanted)
  const hasNumber = (text: string) => {
    const digits = numberDigits(text)?.replace('+', '')
    // A plus says where the number begins.
    return number?.startsWith('+') ? digits?.startsWith(number.slice(1)) : digits?.includes(number ?? '')
  }
  return ({ id, address, service }) =>
    [id, address, service].some((sent) => {
      const text = plainText(sent ?? '').toLowerCase()
      return text.includes(wanted) || (number !== null && hasNumber(text) === true)
    })
}

/** The rows that {@link matcher} finds. */
export function filterRows(rows: Participant[], filter: string): Participant[] {
  const matches = createMatcher(filter)
  return matches ? rows.filter(matches) : rows
}
