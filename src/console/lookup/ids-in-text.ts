import { isAmount, withoutLast } from './amounts.ts'
import { joinedNumbers, listedNumbers, type Numbers, readNumbers } from './numbers.ts'

const listInLink = /[?&]ids=([0-9]+(?:[ ,;+]+[0-9]+)*)(?![\w@-]|\.[0-9])/gi
/** Three dots stand for the rest of a link that a program has shortened. */
const link =
  /(?:\/|(?<![\w.-]))chats\/{1,3}(?:#|%23)?([0-9]+(?:[.,'+][0-9]+)*)(?![a-z0-9@-]|[_:]+[a-z0-9]|[.,'+]+[0-9]|=\n|\.{3})/gi
const keyNamed = (name: string, numbers: string) =>
  new RegExp(
    String.raw`(?<![a-z0-9])chat(?:\swith)?[\s_.[(:-]{0,2}${name}\]?\\?["']?\s?(?:[:=>|-]|=>|is)?\s?\[?\\?["']?#?${numbers}`,
    'gi',
  )
/** Where a link or a key says that the digits are an id. */
const named = [link, keyNamed('id', joinedNumbers), keyNamed('ids', listedNumbers)]
const word = new RegExp(String.raw`\bchats?(?:\s(?:number|no\.?|nr\.?))?\s?[:#=([-]?\s?["'#]?${listedNumbers}`, 'gi')

/**
 * The chats that a text names: in an address, after `chat_id`, or after the word "chat" if the number is no amount.
 * @param text with every run of white space as one character.
 */
export function* idsInText(text: string): Generator<Numbers | 'phone-number'> {
  if (/\/chats\?/i.test(text))
    for (const [, list = ''] of text.matchAll(listInLink)) yield { numbers: list.split(/[^0-9]+/), doubt: null }
  for (const pattern of named)
    for (const [, digits = ''] of text.matchAll(pattern)) {
      const read = /^[0-9]+$/.test(digits) ? { numbers: [digits], doubt: null } : readNumbers(digits)
      if (read !== null) yield read
    }
  for (const { 0: whole, 1: listed = '', index } of text.matchAll(word)) {
    const place = index + whole.length
    // `Chats (12)` is a heading with their number.
    if (/^chats\s?\(/i.test(whole) && text.startsWith(')', place)) continue
    const digits = isAmount(listed, text, place) ? withoutLast(listed) : listed
    const read = digits === '' ? null : readNumbers(digits)
    if (read !== null) yield read
  }
}
