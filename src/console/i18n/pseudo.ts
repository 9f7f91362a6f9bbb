import type { Tag } from './text.ts'

// Latin-1 alone: these letters are in the font that every page has loaded anyway.
const accented: Record<string, string> = {
  a: 'áá',
  e: 'éé',
  i: 'íí',
  o: 'óó',
  u: 'úú',
  A: 'Áá',
  E: 'Éé',
  I: 'Íí',
  O: 'Óó',
  U: 'Úú',
}

/**
 * The translator of the pseudo-language en-XA: English with each vowel accented and doubled, about 40 % longer, in
 * brackets. What shows up without accents was never translated, what shows up without its closing bracket is cut off.
 */
export const pseudo: Tag = (words, ...values) => {
  const longer = words.map((part) => part.replace(/[aeiou]/gi, (vowel) => accented[vowel] ?? vowel))
  const text = String.raw({ raw: longer }, ...values)
  if (!words.some((part) => /\p{L}/u.test(part))) return text
  // White space at the ends only keeps a text apart from its neighbours.
  return text.replace(/^(\s*)(.*?)(\s*)$/s, '$1[$2]$3')
}
