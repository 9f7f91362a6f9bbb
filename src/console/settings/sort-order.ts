/** The order of a table: `sort` in the address is the name of a column, after a `-` for a descending order. */
export interface SortOrder<Column extends string = string> {
  column: Column
  descending: boolean
}

/** Reads `sort`; null for the order of the rows themselves. */
export function parseSort<Column extends string>(
  sort: string | null,
  columns: readonly { field: Column }[],
): SortOrder<Column> | null {
  const column = columns.find(({ field }) => field === sort?.replace(/^-/, ''))?.field
  return column ? { column, descending: sort?.startsWith('-') === true } : null
}

/** The next value of `sort` when a heading is pressed: ascending, descending, then null. */
export function nextSort(current: SortOrder | null, column: string): string | null {
  if (current?.column !== column) return column
  return current.descending ? null : `-${column}`
}
