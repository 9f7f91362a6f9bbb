import { type Tag, translateWith } from './text.ts'

/** A vowel accented, and doubled. Latin-1 alone: these letters are in the font that every page loads. */
const accent = (vowel: string) => [vowel, vowel.toLowerCase()].map((one) => `${one}\u0301`.normalize('NFC')).join('')

/**
 * The translator of the pseudo-language en-XA: English with each vowel accented and doubled, about 40 % longer, in
 * brackets. What shows up without accents was never translated, what shows up without its closing bracket is cut off.
 */
export const pseudo: Tag = (words, ...values) => {
  const longer = words.map((part) => part.replace(/[aeiou]/gi, accent))
  const text = String.raw({ raw: longer }, ...values)
  if (!words.some((part) => /\p{L}/u.test(part))) return text
  // White space at the ends only keeps a text apart from its neighbours.
  return text.replace(/^(\s*)(.*?)(\s*)$/s, '$1[$2]$3')
}

/** Shows the page in the pseudo-language. */
export function setPseudoLanguage(): void {
  translateWith(pseudo)
  document.documentElement.lang = 'en-XA'
}
