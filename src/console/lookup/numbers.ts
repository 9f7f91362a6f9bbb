import { withoutExtension } from '../find/handle-in-text.ts'

/** A number written down, or several: what the digits may mean. */
export interface Numbers {
  numbers: string[]
  /** Why a person has to choose; null if the numbers are ids. */
  doubt: Doubt | null
}

/** Possibly a phone number, or one number with separators. */
export type Doubt = 'phone-number' | 'separator'

/** Ends a number in a longer text: `45kg`, `45@…`, `4.5`, `10:30` and `50%` do not name an id. */
const end = String.raw`(?!\.*[\w@-]|[.,'+/:]+[0-9]|%(?![0-9a-f]{2}))`

/** A number in a longer text, with separators between its digits or a list without spaces: `45`, `1,234`, `45,46`. */
export const joinedNumbers = `([0-9]+(?:[.,'+/][0-9]+)*)${end}`

/** A list of numbers in a longer text: `45`, `1 234`, `45, 46 and 47`. */
export const listedNumbers = `([0-9]+(?:(?:[.'+/]| ?[,;&] ?(?:and |or )?#?| (?:and |or )?#?)[0-9]+)*)${end}`

/**
 * Reads digits that are not named as an id by a key or an address.
 * @returns null for a text with anything but ids and separators.
 */
export function readNumbers(text: string): Numbers | 'phone-number' | null {
  if (isGrouped(text)) return { numbers: text.split(/[ ,']/), doubt: 'separator' }
  if (isPhoneNumber(withoutExtension(text))) return 'phone-number'
  const numbers = text
    .replace(/^[([{]\s?|(?:\s?[)\]}]|\.)$/g, '')
    .split(/(?:[\s,;|&、]|\b(?:and|or)\b|(?<![^\s])[-•*]\s)+#?/i)
    .map((entry) => entry.replace(/^(["'])(.*)\1$/, '$2'))
    .filter((entry) => entry !== '')
  if (numbers.length === 0 || !numbers.every((entry) => /^[0-9]+$/.test(entry))) return null
  const isDoubtful = numbers.some(mayBePhoneNumber) || /^(?:1,)?[0-9]{3},[0-9]{3},[0-9]{4}$/.test(text)
  return {
    numbers,
    doubt: isInGroups(text) && !isAscendingList(text) ? 'separator' : isDoubtful ? 'phone-number' : null,
  }
}

/** Whether a text has as many digits as a phone number. */
export const hasPhoneLength = (text: string): boolean => /^(?:\D*[0-9]){7,15}\D*$/.test(text)

/**
 * Whether digits in a few groups, with a space between them, may be one phone number as well as a list of ids. No number has two
 * groups of six digits.
 */
export const isInGroups = (text: string): boolean =>
  /^[0-9]+(?: [0-9]+){1,6}$/.test(text) && !/[0-9]{6} [0-9]{6}/.test(text) && hasPhoneLength(text)

/** Whether each id of a list is larger than the one before, and none begins with a zero. */
export const isAscending = (numbers: string[]): boolean =>
  numbers.every((digits, at) => !digits.startsWith('0') && Number(digits) > Number(numbers[at - 1] ?? 0))

/** One number in groups of three (`1,234`, `1 234`, `1'234`), or in groups of four as on a payment card. */
const isGrouped = (text: string): boolean =>
  (/^(?!00 )[0-9]{1,3}([ ,'])[0-9]{3}(?:\1[0-9]{3})*$/.test(text) && !isAscendingList(text)) ||
  /^[0-9]{4}(?: [0-9]{4}){2,}$/.test(text)

/** Four or more IDs in ascending order (`45,101,102,103`). Three may as well be one ID of nine digits (`123,456,789`). */
const isAscendingList = (text: string): boolean => {
  const numbers = text.split(/[ ,]/)
  return numbers.length > 3 && /^[1-9][0-9]/.test(text) && isAscending(numbers)
}

/**
 * Whether digits alone may be a phone number: 10 to 15 digits with a country code, or with the leading zero of national
 * numbers. Numbers of the North American plan, which Linq's documentation writes without a plus, and Chinese mobile numbers
 * have 11 digits with a 1 first.
 */
const mayBePhoneNumber = (digits: string): boolean =>
  /^(?:1[2-9][0-9]{9}|[2-9][0-9]{9,14}|0[1-9][0-9]{8,13}|00[1-9][0-9]{9,14})$/.test(digits)

/** A number in groups is a phone number where it starts like one, has brackets, or is grouped 3-3-4. A date is none. */
export const isPhoneNumber = (text: string): boolean =>
  /^(?:tel:)?(?:\+\s?)?[0-9(][0-9\s().\-/_]{5,}$/i.test(text) &&
  !text.split(' ').some(isDate) &&
  (/^(?:tel:|\+)|\(/i.test(text) ||
    /^(?:1[\s.-])?[0-9]{3}[\s.-][0-9]{3}[\s.-][0-9]{4}$/.test(text) ||
    /^00[\s-]?[1-9][0-9\s\-/]{7,}$/.test(text) ||
    /^0[1-9][0-9]*[ /-][0-9][0-9 /-]{5,}$/.test(text) ||
    (text.includes('-') && /^(?:[ -]?[0-9]){7,}$/.test(text)))

/** A date in digits, with its year first or last. */
const isDate = (text: string): boolean =>
  /^(?:(?:19|20)[0-9]{2}([-./])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{1,2}([-./])[0-9]{1,2}\2(?:19|20)[0-9]{2})$/.test(text)
