import { type Handle, parseHandle } from '../../linq/handle.ts'
import { plainText } from '../../linq/plain-text.ts'
import { decodePercent } from '../format/decode-percent.ts'

/** A number or an address in a text, as far as it is known without the numbering plans; an incomplete address has no handle. */
export type Candidate = { kind: 'email'; handle: Handle | null } | { kind: 'phone'; text: string }

/** Without the quotation marks around it, and without the name of a parameter: no person's mailbox has an `=`. */
const emailAddress = /[^\s@<>()[\]",;:|`='][^\s@<>()[\]",;:|`=]*@[^\s@<>()[\]",;:|`?!']+/g
/** Not a part of a longer word, such as an ID with letters. */
const phoneNumber = /(?:\+\s?|(?<![a-z0-9#/-]))[0-9(][0-9\s().\-/_]{5,}[0-9](?![a-z0-9-])/gi

/** As people write it, as in a `tel:` link, and with the pauses and the `#` of a dialler. */
const extension = /(?<=[0-9])(?:[\s,;]*(?:extension|ext|x)[.:=]?\s*|\s*#|,{2,})[0-9]{1,6}#?(?![0-9])/i

/** A phone number without its extension, which no handle has. */
export const withoutExtension = (text: string): string => text.replace(extension, '')

/** The longest text around a handle, such as a label or a name: `Ana Lopez <ana@example.com>`. */
const longestAround = 60

/** The longest handle, an e-mail address. */
const longestHandle = 254

/**
 * The one e-mail address or phone number of a text, which may be there twice, as in a link; null for none, and for a text with
 * anything more than a few words around it: what is sent to Linq has to be what the person means.
 */
export function handleInText(text: string): Candidate | null {
  const plain = plainText(text)
  // Before the patterns, which take quadratic time.
  if (plain.length > longestHandle + longestAround) return null
  // The number in a link of WhatsApp has its country code.
  const decoded = decodePercent(plain).replace(/(?<=wa\.me\/)(?=[0-9])/i, '+')
  return addressIn(decoded) ?? numberIn(withoutExtension(decoded))
}

function addressIn(text: string): Candidate | null {
  const found = text.match(emailAddress) ?? []
  const [handle, another] = new Set(found.map((address) => parseHandle(address.replace(/\.+$/, ''))))
  if (handle === undefined || another !== undefined || !isAlone(text, emailAddress)) return null
  return { kind: 'email', handle }
}

function numberIn(text: string): Candidate | null {
  const found = text.match(phoneNumber) ?? []
  const number = found.find((one) => one.startsWith('+')) ?? found[0]
  const isOne = found.every((one) => digits(number).endsWith(digits(one)))
  return number !== undefined && isOne && isAlone(text, phoneNumber) ? { kind: 'phone', text: number } : null
}

const digits = (text = '') => text.replaceAll(/[^0-9]/g, '')

/** Whether nothing but a few words is around what a pattern finds. */
function isAlone(text: string, pattern: RegExp): boolean {
  const around = text.replaceAll(pattern, '')
  return around.length <= longestAround && !/[0-9@]/.test(around)
}
