// What the parts of the bench have in common: how each says what it measured, and the one table of all.

/** One line of the table. */
export interface Row {
  /** The text of each column, in their order; the first says what was measured. */
  cells: string[]
  /** What it has to reach, such as `≤ 0.6×`, and whether it did. */
  target?: { limit: string; met: boolean }
  /** The numbers behind it, for the JSON alone. */
  values?: Record<string, unknown>
}

/** What one part of the bench found. */
export interface Section {
  title: string
  /** The headings after the title, which stands above the first column. */
  columns: string[]
  rows: Row[]
  /** Printed under the table: how it was measured, what to bear in mind. */
  notes?: string[]
}

/** A part of the bench. It stops, and leaves no process behind, when the signal aborts. */
export type Bench = (signal: AbortSignal) => Promise<Section>

/** The middle value; of an even count the mean of the two in the middle. NaN of none. */
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

/** One of the form "not less than". */
export const atLeast = (value: number, limit: number, unit = '×'): Required<Row>['target'] => ({
  limit: `≥ ${Number(limit.toFixed(2))}${unit}`,
  met: value >= limit,
})

/** Milliseconds, kilobytes and multiples, as they are printed. */
export const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`
export const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`
export const times = (ratio: number): string => `${ratio.toFixed(2)}×`

/** All sections as one table: columns of one width throughout, the first to the left, numbers to the right. */
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
  // The target stands in the last two columns, however many a section has before it.
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
