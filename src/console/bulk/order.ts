// The order and the filter of a table of chats.
import type { Chat, Participant } from '../../linq/chat.ts'
import { createMatcher } from '../chat/participants/row-filter.ts'
import { sortByKey, type SortKey } from '../chat/participants/row-order.ts'
import { groupField } from '../format/sent-values.ts'
import type { Tag } from '../i18n/text.ts'
import type { SortOrder } from '../settings/sort-order.ts'
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

/** Sorts rows; without an order they stay as in the address. Those without a value, or without a chat, are last in both directions. */
export function sortBulkRows(rows: Row[], order: SortOrder | null): Row[] {
  const column = bulkColumns.find(({ field }) => field === order?.column)
  if (!order || !column) return rows
  return sortByKey(rows, order.descending, ({ id, outcome }) => {
    const chat = outcome?.answer?.chat
    const key: SortKey = chat ? (column.key(chat) ?? null) : column.field === 'id' ? id : null
    return key === '' ? null : key
  })
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

/** The participants that a row names: first those that the filter matches. */
export function namedParticipants(participants: readonly Participant[], filter: string, most: number): Participant[] {
  const matches = createMatcher(filter)
  const matching = matches ? participants.filter(matches) : []
  return [...new Set([...matching.slice(0, most), ...participants.slice(0, most)])].slice(0, most)
}

/** A count is sorted as a number where it is one. */
const toNumber = (count: Chat['messageCount']): SortKey =>
  count != null && /^-?[0-9]{1,15}$/.test(count) ? Number(count) : (count ?? null)
