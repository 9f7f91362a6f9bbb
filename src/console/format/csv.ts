/**
 * A cell that no spreadsheet runs as a formula, also without the space before it. A phone number keeps its plus: it is safe, and programs read it.
 * Source: OWASP, CSV injection.
 */
export const escapeFormula = (cell: string): string =>
  /^(?:[\t\r\n]|[\s\p{Cc}]*[=@+\-＝＠＋－])/u.test(cell) && !/^\+[0-9]{1,15}$/.test(cell) ? `'${cell}` : cell

/** RFC 4180, with every cell quoted and formulas escaped. Excel takes letters beyond ASCII for UTF-8 only after a BOM. */
export function toCsv(lines: string[][]): string {
  const csv = lines
    .map((row) => `${row.map((cell) => `"${escapeFormula(cell).replaceAll('"', '""')}"`).join(',')}\r\n`)
    .join('')
  return /\P{ASCII}/u.test(csv) ? `\u{feff}${csv}` : csv
}
