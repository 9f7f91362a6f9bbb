/**
 * A cell that no spreadsheet runs as a formula, also without the space before it. Phone numbers keep their plus, also in a
 * list of them: they are safe, and programs read them.
 * Source: OWASP, CSV injection.
 */
export const escapeFormula = (cell: string): string =>
  /^(?:[\t\r\n]|[\s\p{Cc}]*[=@+\-＝＠＋－])/u.test(cell) && !/^\+[0-9]{1,15}(?:; \+[0-9]{1,15})*$/.test(cell)
    ? `'${cell}`
    : cell

/** RFC 4180, with every cell quoted and formulas escaped. Excel takes letters beyond ASCII for UTF-8 only after a BOM. */
export function toCsv(lines: string[][]): string {
  const csv = lines
    .map((row) => `${row.map((cell) => `"${escapeFormula(cell).replaceAll('"', '""')}"`).join(',')}\r\n`)
    .join('')
  return /\P{ASCII}/u.test(csv) ? `\u{feff}${csv}` : csv
}
