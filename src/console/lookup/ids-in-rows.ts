import { isUuid } from '../../linq/uuid.ts'
import { uuidPattern } from './uuids.ts'
import { isChatIdKey, otherFields } from './ids-in-body.ts'

/** The second cell of a row of the console's own CSV (`src/console/bulk/export.ts`). */
const csvState = '(?:ready|waiting|not-found|unauthorized|rate-limited|upstream-error|timeout|offline|bad-response)'
const csvRow = new RegExp(`^"?([0-9]+|${uuidPattern})"?[,;\\t]"?${csvState}"?(?:[,;\\t]|$)`)

/** The ids of rows copied from a table: of the console's own CSV, or the numbers of a column under a heading. */
export function idsInRows(text: string): string[] {
  const [heading = '', ...rows] = text
    .split('\n')
    .map(fromTable)
    .flatMap((line) => line || [])
  const own = [heading, ...rows].flatMap((line) => csvRow.exec(line)?.[1] ?? [])
  if (own.length > 0 || rows.length === 0) return own
  const column = idColumn(cells(heading))
  // A total or an empty cell is no id, and the others still are.
  return column < 0 ? [] : rows.flatMap((row) => idInCell(cells(row)[column] ?? ''))
}

/** Whether a line is the heading of a single column of chat IDs. */
export const isIdHeading = (line: string): boolean => {
  const headings = cells(line)
  return headings.length === 1 && idColumn(headings) === 0
}

/** A row of a Markdown or Jira table, such as the console's own, as a row of a spreadsheet; empty for a line of dashes. */
function fromTable(line: string): string {
  const row = line.trim()
  if (!/^\|.*\|$/.test(row)) return row
  if (/^[|\s:-]+$/.test(row)) return ''
  const single = row.replaceAll(/\|+/g, '|').replaceAll(/[\t`;,"]/g, '')
  return single.slice(1, -1).replaceAll('|', '\t')
}

/** Headings of tables of messages, events, people and tickets. */
const otherHeadings = new Set([
  ...otherFields,
  'event_type',
  'email',
  'e-mail',
  'subject',
  'ticket',
  'assignee',
  'requester',
])

/** Which column holds the ids of chats: `id` is another one in a table of messages, events or people. */
function idColumn(headings: string[]): number {
  const column = headings.findIndex(
    (heading) =>
      isChatIdKey(heading.replaceAll(/[\s.]+/g, '_')) ||
      /^chat(?: (?:number|no\.?|nr\.?|#))?$/i.test(heading) ||
      // Beside other columns it is how many chats there are.
      (/^chats$/i.test(heading) && headings.length === 1),
  )
  const isOfOthers = headings.some((heading) => otherHeadings.has(heading.toLowerCase()))
  return column >= 0 || isOfOthers ? column : headings.findIndex((heading) => /^ids?$/i.test(heading))
}

const idInCell = (cell: string): string[] =>
  isUuid(cell) ? [cell] : [/^#?([0-9]+)$/.exec(cell)?.[1]].filter((digits) => digits !== undefined)

const cells = (row: string): string[] =>
  Array.from(row.matchAll(/(?:^|[,;\t])("(?:[^"]|"")*"|[^,;\t"]*)/g), ([, cell = '']) =>
    cell.replaceAll('"', '').trim(),
  )
