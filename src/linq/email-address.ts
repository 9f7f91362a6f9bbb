/** An e-mail address in lower case, and the domain in it. */
export interface EmailAddress {
  text: string
  domain: string
}

/** The longest address that a mail server accepts (RFC 5321, 4.5.3.1.3, without the angle brackets). */
const longestAddress = 254
const longestDomain = 253

/** A DNS label (RFC 1123, 2.1). */
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'

/** Two labels or more, or `localhost`. The last one begins with a letter, as in every domain and in no IP address. */
const domainForm = new RegExp(`^(?:(?:${label}\\.)+(?=[a-z])${label}|localhost)$`)

/**
 * A dot-atom (RFC 5322, 3.2.3) without `!` and `%`, by which old mail servers read the address of another domain, without
 * `?`, which encoded words have, and without `*`, which means a wildcard.
 */
const atom = "[a-z0-9#$&'+/=^_`{|}~-]+"
const localForm = new RegExp(`^${atom}(?:\\.${atom})*$`)

/** ASCII letters only: others would become a different text, as the Kelvin sign becomes a "k". */
const toLowerCase = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/** Reads a domain, in lower case; null for anything else. An internationalized one counts in its ASCII form (`xn--`). */
export function readDomain(text: string): string | null {
  if (text.length > longestDomain) return null
  const domain = toLowerCase(text)
  return domainForm.test(domain) ? domain : null
}

/**
 * Reads an e-mail address; null for anything else. It is stricter than mail servers, since programs differ in how they read
 * quotes, comments, lists and second at signs: access must not depend on which program reads it.
 */
export function readEmailAddress(text: string): EmailAddress | null {
  if (text.length > longestAddress) return null
  const [local = '', sent = '', ...more] = toLowerCase(text).split('@')
  const domain = readDomain(sent)
  return domain !== null && more.length === 0 && localForm.test(local) ? { text: `${local}@${domain}`, domain } : null
}
