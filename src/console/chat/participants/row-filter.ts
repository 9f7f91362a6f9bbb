import type { Participant } from '../../../linq/chat.ts'
import { numberDigits, plainText } from '../../../linq/plain-text.ts'

/**
 * Creates a test for rows with a text in their ID, address or service, ignoring case. Numbers match in any notation: with or
 * without a plus, in groups, with brackets, dashes or invisible characters, as a `tel:` link.
 * @returns null for a filter that matches every row.
 */
export function createMatcher(filter: string): ((row: Participant) => boolean) | null {
  const typed = plainText(filter).toLowerCase()
  if (typed === '') return null
  // As it is copied from a link, a list or a mail, which may have a name before it: `Sam <sam@example.com>`.
  const wanted =
    typed.replace(
      /^(?:[^<]*<)?["'<([]*(?:(?:tel|sms|mailto):(?:\/\/)?)?(?:%2b(?=\d))?|(?<!["'>)\],;])["'>)\],;]+$/g,
      (part) => (part.endsWith('%2b') ? '+' : ''),
    ) || typed
  // A plus is dialled as 00, and `(0)` is only dialled within the country.
  const number = numberDigits(wanted.replace(/^(\+?\d[\d\s.-]*)\(0\)/, '$1'))?.replace(/^00(?=[1-9]\d{7})/, '+') ?? null
  // Within most countries a number has a zero in place of the country code.
  const national = /^0([1-9]\d{6,})$/.exec(number ?? '')?.[1]
  const hasNumber = (text: string) => {
    const digits = numberDigits(text)?.replace('+', '')
    // With a plus the number starts there.
    if (national !== undefined && digits?.endsWith(national)) return true
    return number?.startsWith('+') ? digits?.startsWith(number.slice(1)) : digits?.includes(number ?? '')
  }
  return ({ id, address, service }) =>
    [id, address, service].some((sent) => {
      const text = plainText(sent ?? '').toLowerCase()
      return text.includes(wanted) || (number !== null && hasNumber(text) === true)
    })
}

export function filterRows(rows: Participant[], filter: string): Participant[] {
  const matches = createMatcher(filter)
  return matches ? rows.filter(matches) : rows
}
