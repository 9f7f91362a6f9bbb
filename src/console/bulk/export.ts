import type { ChatId } from '../../linq/chat-id.ts'
import { toCsv } from '../format/csv.ts'
import { markdownCell } from '../format/markdown.ts'
import type { LookupResult } from './look-up-all.ts'

export interface Row {
  id: ChatId
  outcome: LookupResult | null
}

const heads = ['Chat ID', 'State', 'Name', 'Service', 'Group', 'Messages', 'Participants']

function cells({ id, outcome }: Row): string[] {
  if (!outcome?.answer) return [id, outcome?.error?.failure ?? 'waiting', '', '', '', '', '']
  const { displayName, service, group, messageCount, participants } = outcome.answer.chat
  const known = [displayName, service, group === true ? 'yes' : group === false ? 'no' : group, messageCount]
  return [id, 'ready', ...known.map((value) => value ?? ''), String(participants?.length ?? '')]
}

export const bulkCsv = (rows: Row[]): string => toCsv([heads, ...rows.map(cells)])

export const bulkMarkdown = (rows: Row[]): string =>
  [heads, heads.map(() => '---'), ...rows.map((row) => cells(row).map(markdownCell))]
    .map((row) => `| ${row.join(' | ')} |\n`)
    .join('')
