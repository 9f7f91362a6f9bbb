// What a PDF says, read by `pdftotext`.
import { execFileSync } from 'node:child_process'

import { findPdfToText } from './engines.ts'

export const canReadPdf = findPdfToText() !== null

/** The paper that people print on, in centimetres. */
export const papers = { A4: { width: 21, height: 29.7 }, Letter: { width: 21.59, height: 27.94 } } as const

/** The lines of each page; what is beside each other is on one line. */
export function readPages(pdf: Buffer): string[][] {
  const text = execFileSync(findPdfToText() ?? '', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' })
  // A form feed ends each page.
  return text
    .split('\f')
    .slice(0, -1)
    .map((page) => page.split('\n').filter((line) => line.trim() !== ''))
}

/** A line without white space: groups of digits are apart on paper. */
const joined = (line: string) => line.replaceAll(/\s/g, '')

/** The values of each participant of a chat, as they are printed. Firefox names no character for Inter's plus before digits. */
export function printedRows(body: string): string[][] {
  const { data }: { data: { chat_handles: Record<string, unknown>[] } } = JSON.parse(body)
  return data.chat_handles.map((one) =>
    [one['phone_number'], one['service'], one['id']].map((value) => String(value).replace('+', '')),
  )
}

const has = (line: string, values: readonly string[]) => values.every((value) => line.includes(value))

/**
 * What is wrong with a printed chat. Controls and boxes without content are faults too.
 * @param rows the values of each participant, which must be whole and on one line.
 */
export function findPrintFaults(pages: string[][], rows: string[][]): string[] {
  const printed = pages.map((page) => page.map(joined))
  const lines = printed.flat()
  const wanted = rows.map((values) => values.map(joined))
  const missing = wanted.filter((values) => !lines.some((line) => has(line, values)))
  const isRow = (line: string) => wanted.some((values) => has(line, values))
  const [first = []] = printed
  const withoutHead = printed.filter((page) => page.some(isRow) && !page.some((line) => line.includes('HandleID')))
  return [
    ...missing.map((values) => `no line has ${values.join(', ')}`),
    ...pages.flatMap((page, index) => (page.length === 0 ? [`page ${index + 1} is blank`] : [])),
    ...(first.some(isRow) ? [] : ['the first page has no rows']),
    ...withoutHead.map(() => 'a page has rows without the names of their columns'),
    ...(/Look up|Refresh|Response as received/.exec(pages.flat().join('\n')) ?? []).map((text) => `there is ${text}`),
  ]
}
