import { readEmailAddress } from './email-address.ts'

/**
 * A handle by which API v3 lists chats: a phone number in E.164, or an e-mail address whose domain is in lower case. It is
 * personal data.
 */
export type Handle = string & { readonly [brand]: true }
declare const brand: unique symbol

/** A plus, a country code, which never begins with 0, and 7 to 15 digits in all. Source: ITU-T E.164, 6.2. */
const phoneNumber = /^\+[1-9][0-9]{6,14}$/

/**
 * Parses a handle.
 * @param text a phone number with its plus and nothing but digits after it, or an e-mail address of at most 254 characters
 * with a dot in its domain. White space around it is not removed.
 * @returns null for anything else. A mailbox keeps its letter case, which its mail server may distinguish.
 */
export function parseHandle(text: string): Handle | null {
  const address = readEmailAddress(text)
  const handle = address?.domain.includes('.') ? text.slice(0, text.indexOf('@') + 1) + address.domain : text
  return isHandle(handle) ? handle : null
}

/** Whether a handle is a phone number and not an e-mail address. */
export const isPhoneNumber = (handle: Handle): boolean => !handle.includes('@')

const isHandle = (text: string): text is Handle =>
  phoneNumber.test(text) || (readEmailAddress(text)?.domain.includes('.') ?? false)
