import type { Chat, SentField } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { toCsv } from '../format/csv.ts'
import { chatUrl } from '../../urls/pages.ts'
import { formatInZone } from '../format/date-time.ts'
import { countField, groupField, messagesField, sentCell, sentMarkdownCell } from '../format/sent-values.ts'
import type { LookupResult } from './look-up-all.ts'

export interface Row {
  id: ChatId
  outcome: LookupResult | null
}

const heads = ['Chat ID', 'State', 'Name', 'Service', 'Group', 'Messages', 'Participants', 'Numbers']

function cells({ id, outcome }: Row, write: (value: SentField) => string): string[] {
  if (!outcome?.answer) return [...[id, outcome?.error?.failure ?? 'waiting'].map(write), '', '', '', '', '', '']
  const { chat } = outcome.answer
  const sent = [chat.displayName, chat.service, groupField(chat), messagesField(chat), countField(chat)]
  return [...[id, 'ready', ...sent].map(write), numbers(chat, write)]
}

/** The most numbers in a cell: one of Excel holds 32,767 characters. */
const maxNumbers = 100

/** The numbers and addresses of the participants. */
function numbers({ participants }: Chat, write: (value: SentField) => string): string {
  const all = participants ?? []
  const more = all.length - maxNumbers
  const named = all.slice(0, maxNumbers).map(({ address }) => write(address))
  return [...named, ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
}

export const bulkCsv = (rows: Row[]): string => toCsv([heads, ...rows.map((row) => cells(row, sentCell))])

/** Where the rows are from. */
export interface BulkSource {
  /** Any URL of this console. */
  href: string
  /** `Sandbox data`, or `Live data · host`. */
  sourceLabel: string
  masked: boolean
}

/** A table with a link to each chat, and a line with its source, its time and what it lacks. */
export function bulkMarkdown(rows: Row[], { href, sourceLabel, masked }: BulkSource): string {
  const lines = rows.map((row) => {
    const [, ...others] = cells(row, sentMarkdownCell)
    return [`[${row.id}](${new URL(chatUrl(row.id), href).href})`, ...others]
  })
  const loaded = rows.filter(({ outcome }) => outcome !== null).length
  // The oldest answer: none of the rows is older.
  const times = rows.flatMap(({ outcome }) => outcome?.answer?.fetchedAt ?? [])
  const source = [
    sourceLabel,
    ...(times.length > 0 ? [formatInZone(Math.min(...times), 'UTC')] : []),
    ...(loaded < rows.length ? [`${loaded} of ${rows.length} loaded`] : []),
    ...(masked ? ['Personal data not included'] : []),
  ]
  const table = [heads, heads.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |\n`).join('')
  return `${table}\n${source.join(' · ')}\n`
}
