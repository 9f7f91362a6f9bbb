// The order and the filter of a table of chats.
import type { Chat } from '../../linq/chat.ts'
import { compare, createMatcher, type SortKey } from '../chat/participants/row-order.ts'
import { groupField } from '../format/sent-values.ts'
import type { Tag } from '../i18n/text.ts'
import type { Row } from './export.ts'

/** The columns; `isNumber` for those that are aligned at their end. */
export const bulkColumns = [
  { field: 'id', name: (write: Tag) => write`Chat`, key: ({ id }: Chat) => id },
  { field: 'display_name', name: (write: Tag) => write`Name`, key: ({ displayName }: Chat) => displayName },
  { field: 'addresses', name: (write: Tag) => write`Numbers`, key: (chat: Chat) => chat.participants?.[0]?.address },
  { field: 'service', name: (write: Tag) => write`Service`, key: ({ service }: Chat) => service },
  { field: 'group', name: (write: Tag) => write`Group`, key: (chat: Chat) => groupField(chat) },
  {
    field: 'message_count',
    name: (write: Tag) => write`Messages`,
    key: ({ messageCount }: Chat) => toNumber(messageCount),
    isNumber: true,
  },
  {
    field: 'participants',
    name: (write: Tag) => write`Participants`,
    key: ({ participants }: Chat) => participants?.length,
    isNumber: true,
  },
] as const

export type BulkColumn = (typeof bulkColumns)[number]['field']

export interface BulkOrder {
  column: BulkColumn
  descending: boolean
}

/** Reads `sort`; null for the order of the address. */
export function parseBulkSort(sort: string | null): BulkOrder | null {
  const column = bulkColumns.find(({ field }) => field === sort?.replace(/^-/, ''))?.field
  return column ? { column, descending: sort?.startsWith('-') === true } : null
}

/** The next value of `sort` when a heading is pressed: ascending, descending, then null for the order of the address. */
export function nextBulkSort(current: BulkOrder | null, column: BulkColumn): string | null {
  if (current?.column !== column) return column
  return current.descending ? null : `-${column}`
}

/** Sorts rows. Those without a value, or without a chat, are last in both directions. */
export function sortBulkRows(rows: Row[], order: BulkOrder | null): Row[] {
  const column = bulkColumns.find(({ field }) => field === order?.column)
  if (!order || !column) return rows
  const keyed = rows.map((row) => {
    const chat = row.outcome?.answer?.chat
    const key: SortKey = chat ? (column.key(chat) ?? null) : column.field === 'id' ? row.id : null
    return { row, key: key === '' ? null : key }
  })
  const sign = order.descending ? -1 : 1
  return keyed
    .toSorted((a, b) => Number(a.key === null) - Number(b.key === null) || sign * compare(a.key, b.key))
    .map(({ row }) => row)
}

/** The rows with a text in their ID, name, service or participants, as in the filter of a chat's participants. */
export function filterBulkRows(rows: Row[], filter: string): Row[] {
  const matches = createMatcher(filter)
  if (!matches) return rows
  return rows.filter(({ id, outcome }) => {
    const chat = outcome?.answer?.chat
    const own = { id, address: chat?.displayName, service: chat?.service, joinedAt: null }
    return matches(own) || chat?.participants?.some(matches)
  })
}

/** A count is sorted as a number where it is one. */
const toNumber = (count: Chat['messageCount']): SortKey =>
  count != null && /^-?[0-9]{1,15}$/.test(count) ? Number(count) : (count ?? null)
