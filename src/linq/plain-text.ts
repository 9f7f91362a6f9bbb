/**
 * Characters that are not visible. Unicode lists nearly all of them: bidi controls, variation selectors, tags, Hangul
 * fillers, the soft hyphen. The blank Braille cell, the interlinear marks, the null notehead and the Khitan filler are not in
 * the list.
 */
const invisible = /[\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\u{1d159}\u{16fe4}]/gu

/** Whether a text shows nothing: it is empty, or has only white space, control characters and invisible ones. */
export const isBlank = (text: string): boolean =>
  text
    .replace(invisible, '')
    .replace(/\p{Cc}/gu, '')
    .trim() === ''

/**
 * A text in the characters of a keyboard, for reading it: compatibility forms composed (NFKC), digits of every script as
 * ASCII, each kind of dash, space and quotation mark as its plain one, invisible characters removed. What is shown or
 * copied is never this text.
 */
export const plainText = (text: string): string => (/^[\x21-\x7e]*$/.test(text) ? text : compose(text))

const compose = (text: string): string =>
  text
    // Not superscripts and fractions: NFKC makes 452 of 45².
    .replace(/\P{No}+/gu, (part) => part.normalize('NFKC'))
    .replace(invisible, '')
    .replace(/\p{Pd}|[\u2212\u2043]/gu, '-')
    .replace(/\p{Zs}/gu, ' ')
    .replace(/[\u201c-\u201f\u00ab\u00bb\u2033\u300c-\u300f\u301d-\u301f]/g, '"')
    .replace(/[\u2018-\u201b\u2039\u203a\u2032\u00b4]/g, "'")
    .replace(/(?![0-9])\p{Nd}/gu, asciiDigit)
    .trim()

/** The ten digits of a script are consecutive code points, zero first. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1
  return String(value)
}

/** How a number is written down: digits with a plus, spaces, brackets, dots, slashes and dashes around them, or a `tel:` link. */
const numberShape = /^(?:tel:)?\+?[\d\s().\-/]+$/i

/**
 * The digits of a text that is a number written for people, with its plus; null for any other text.
 * @param text as {@link plainText} gives it.
 */
export const numberDigits = (text: string): string | null =>
  numberShape.test(text) && /\d/.test(text) ? text.replace(/[^\d+]/g, '') : null
