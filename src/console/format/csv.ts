/**
 * A cell that no spreadsheet runs as a formula. A phone number keeps its plus: it is safe, and programs read it.
 * Source: OWASP, CSV injection.
 */
export const escapeFormula = (cell: string): string =>
  /^[=@\t\r+-]/.test(cell) && !/^\+[0-9]{1,15}$/.test(cell) ? `'${cell}` : cell

/** RFC 4180, with every cell quoted and formulas escaped. */
export const toCsv = (lines: string[][]): string =>
  lines.map((row) => `${row.map((cell) => `"${escapeFormula(cell).replaceAll('"', '""')}"`).join(',')}\r\n`).join('')
