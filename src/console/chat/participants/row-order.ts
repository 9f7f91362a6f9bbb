import type { Participant } from '../../../linq/chat.ts'
import { numberDigits, plainText } from '../../../linq/plain-text.ts'
import { type Column, columns } from '../../format/columns.ts'
import { parseSentTime } from '../../format/date-time.ts'

export interface SortOrder {
  column: Column
  descending: boolean
}

/** Reads `sort`; null for the order in which Linq sent them. */
export function parseSort(sort: string | null): SortOrder | null {
  const column = columns.find(({ field }) => field === sort?.replace(/^-/, ''))?.field
  return column ? { column, descending: sort?.startsWith('-') === true } : null
}

/** The next value of `sort` when a heading is pressed: ascending, descending, then null for as sent. */
export function nextSort(current: SortOrder | null, column: Column): string | null {
  if (current?.column !== column) return column
  return current.descending ? null : `-${column}`
}

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

/** Sorts rows. The sort is stable; without an order they stay as sent. */
export function sortRows(rows: Participant[], order: SortOrder | null): Participant[] {
  if (!order) return rows
  const keyed = rows.map((row) => ({ row, key: sortKey(row, order.column) }))
  const sign = order.descending ? -1 : 1
  return keyed
    .toSorted((a, b) => Number(a.key === null) - Number(b.key === null) || sign * compare(a.key, b.key))
    .map(({ row }) => row)
}

/**
 * Creates a test for rows with a text in their ID, address or service, ignoring case. Numbers match in any notation: with or
 * without a plus, in groups, with brackets, dashes or invisible characters, as a `tel:` link.
 * @returns null for a filter that matches every row.
 */
export function createMatcher(filter: string): ((row: Participant) => boolean) | null {
  const typed = plainText(filter).toLowerCase()
  if (typed === '') return null
  // As it is copied from a link, a list or a mail, which may have a name before it: `Sam <sam@example.com>`.
  const wanted =
    typed.replace(
      /^(?:[^<]*<)?["'<([]*(?:(?:tel|sms|mailto):(?:\/\/)?)?(?:%2b(?=\d))?|(?<!["'>)\],;])["'>)\],;]+$/g,
      (part) => (part.endsWith('%2b') ? '+' : ''),
    ) || typed
  // A plus is dialled as 00, and `(0)` is only dialled within the country.
  const number = numberDigits(wanted.replace(/^(\+?\d[\d\s.-]*)\(0\)/, '$1'))?.replace(/^00(?=[1-9]\d{7})/, '+') ?? null
  // Within most countries a number has a zero in place of the country code.
  const national = /^0([1-9]\d{6,})$/.exec(number ?? '')?.[1]
  const hasNumber = (text: string) => {
    const digits = numberDigits(text)?.replace('+', '')
    // With a plus the number starts there.
    if (national !== undefined && digits?.endsWith(national)) return true
    return number?.startsWith('+') ? digits?.startsWith(number.slice(1)) : digits?.includes(number ?? '')
  }
  return ({ id, address, service }) =>
    [id, address, service].some((sent) => {
      const text = plainText(sent ?? '').toLowerCase()
      return text.includes(wanted) || (number !== null && hasNumber(text) === true)
    })
}

export function filterRows(rows: Participant[], filter: string): Participant[] {
  const matches = createMatcher(filter)
  return matches ? rows.filter(matches) : rows
}
