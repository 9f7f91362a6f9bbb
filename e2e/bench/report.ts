// The report that all parts of the bench share, and its table.

/** One line of the table. */
export interface Row {
  /** The text of each column; the first names the measured value. */
  cells: string[]
  /** The limit, such as `≤ 0.6×`, and whether it is met. */
  target?: { limit: string; met: boolean }
  /** The numbers, for the JSON only. */
  values?: Record<string, unknown>
}

/** The results of one part of the bench. */
export interface Section {
  title: string
  /** The headings after the title, which is the heading of the first column. */
  columns: string[]
  rows: Row[]
  /** Printed below the table: how it was measured, and its limitations. */
  notes?: string[]
}

/** A part of the bench. It stops, and leaves no process behind, when the signal aborts. */
export type Bench = (signal: AbortSignal) => Promise<Section>

/** The median; NaN for no values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2
}

/** A target of the form "not more than". */
export const atMost = (value: number, limit: number, unit = '×'): Required<Row>['target'] => ({
  limit: `≤ ${limit}${unit}`,
  met: value <= limit,
})

/** A target of the form "not less than". */
export const atLeast = (value: number, limit: number, unit = '×'): Required<Row>['target'] => ({
  limit: `≥ ${Number(limit.toFixed(2))}${unit}`,
  met: value >= limit,
})

/** Formats milliseconds, kilobytes and multiples. */
export const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`
export const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`
export const times = (ratio: number): string => `${ratio.toFixed(2)}×`

/** All sections as one table with common column widths: the first column left-aligned, the others right-aligned. */
export function tableOf(sections: readonly Section[]): string {
  const blocks = sections.map(({ title, columns, rows }) => [
    [title, ...columns, 'target', ''],
    ...rows.map(({ cells, target }) => [
      ...Array.from({ length: columns.length + 1 }, (_, index) => cells[index] ?? ''),
      target?.limit ?? '',
      target ? (target.met ? 'pass' : 'MISS') : '',
    ]),
  ])
  const lines = blocks.flat()
  // The target is in the last two columns of every section.
  const count = Math.max(...lines.map((line) => line.length))
  const even = (line: string[]) => [...line.slice(0, -2), ...Array(count - line.length).fill(''), ...line.slice(-2)]
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...lines.map((line) => even(line)[column]?.length ?? 0)),
  )
  const print = (line: string[]) =>
    even(line)
      .map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width + 2, -2))
  return blocks.map(([head = [], ...rows]) => [print(head), rule, ...rows.map(print)].join('\n')).join('\n\n')
}
