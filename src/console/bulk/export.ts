import type { SentField } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { toCsv } from '../format/csv.ts'
import { countField, groupField, sentCell, sentMarkdownCell } from '../format/sent-values.ts'
import type { LookupResult } from './look-up-all.ts'

export interface Row {
  id: ChatId
  outcome: LookupResult | null
}

const heads = ['Chat ID', 'State', 'Name', 'Service', 'Group', 'Messages', 'Participants']

function cells({ id, outcome }: Row, write: (value: SentField) => string): string[] {
  if (!outcome?.answer) return [...[id, outcome?.error?.failure ?? 'waiting'].map(write), '', '', '', '', '']
  const { chat } = outcome.answer
  const sent = [chat.displayName, chat.service, groupField(chat), chat.messageCount, countField(chat)]
  return [id, 'ready', ...sent].map(write)
}

export const bulkCsv = (rows: Row[]): string => toCsv([heads, ...rows.map((row) => cells(row, sentCell))])

export const bulkMarkdown = (rows: Row[]): string =>
  [heads, heads.map(() => '---'), ...rows.map((row) => cells(row, sentMarkdownCell))]
    .map((row) => `| ${row.join(' | ')} |\n`)
    .join('')
