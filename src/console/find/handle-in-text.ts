import { type Handle, parseHandle } from '../../linq/handle.ts'
import { plainText } from '../../linq/plain-text.ts'

/** A number or an address in a text, as far as it is known without the numbering plans; an incomplete address has no handle. */
export type Candidate = { kind: 'email'; handle: Handle | null } | { kind: 'phone'; text: string }

/** Without the quotation marks around it, and without the name of a parameter: no person's mailbox has an `=`. */
const emailAddress = /[^\s@<>()[\]",;:|`='][^\s@<>()[\]",;:|`=]*@[^\s@<>()[\]",;:|`?!']+/
const phoneNumber = /\+?[0-9(][0-9\s().\-/]{5,}[0-9]/

/** The longest text around a handle, such as a label or a name: `Ana Lopez <ana@example.com>`. */
const longestAround = 60

/** The longest handle, an e-mail address. */
const longestHandle = 254

/**
 * The one e-mail address or phone number of a text; null for none, and for a text with anything more than a few words around
 * it: what is sent to Linq has to be what the person means.
 */
export function handleInText(text: string): Candidate | null {
  const plain = plainText(text)
  // Before the patterns, which take quadratic time.
  if (plain.length > longestHandle + longestAround) return null
  const [address] = plain.match(emailAddress) ?? []
  const found = address ?? plain.match(phoneNumber)?.[0]
  if (found === undefined) return null
  const around = plain.replace(found, '')
  if (around.length > longestAround || /[0-9@]/.test(around)) return null
  if (address === undefined) return { kind: 'phone', text: found }
  return { kind: 'email', handle: parseHandle(address.replace(/\.+$/, '')) }
}
