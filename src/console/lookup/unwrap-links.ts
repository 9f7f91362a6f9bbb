import { decodePercent } from '../format/decode-percent.ts'

/** A link in a redirect of a redirect is encoded twice; more rounds would only serve a text made to cost time. */
const maxRounds = 3

/**
 * Writes the addresses inside redirect links out, so that they can be found as if they stood alone. Outlook's and Teams'
 * SafeLinks, Slack, Google and sign-in addresses carry theirs percent-encoded in a parameter; Proofpoint has notations of
 * its own: v2 in the parameter `u`, with `-` for `%` and `_` for `/`; v3 between `__` and `__;`, with a `*` for each character
 * that it does not allow. Those characters follow as base64url.
 */
export function unwrapLinks(text: string): string {
  let current = text.replaceAll('&amp;', '&')
  for (let round = 0; round < maxRounds; round += 1) {
    const decoded = decodePercent(decodeProofpoint(current))
    if (decoded === current) break
    current = decoded
  }
  return current
}

const decodeProofpoint = (text: string): string =>
  text
    .replace(/urldefense\.proofpoint\.com\/v2\/url\?u=([^&\s]+)/gi, (_, link: string) =>
      decodePercent(link.replaceAll('-', '%').replaceAll('_', '/')),
    )
    .replace(/\/v3\/__(\S{1,500}?)__;([\w-]{0,100})\S{0,200}/g, (_, link: string, removed: string) => {
      const characters = decodeBase64Url(removed)
      let next = 0
      return ` ${link.replace(/\*(?:\*([\w-]))?/g, (star, run?: string) => {
        const from = next
        next += run === undefined ? 1 : runLengths.indexOf(run) + 2
        return characters.slice(from, next) || star
      })} `
    })

/** Of several characters in a row that v3 removed, one of these says how many: A is 2, B is 3, … */
const runLengths = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The text of base64url; empty for any other. */
function decodeBase64Url(text: string): string {
  try {
    return atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return ''
  }
}
