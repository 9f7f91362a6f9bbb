import { quote, readList } from './read-env.ts'
import { SettingsError } from './settings-error.ts'
import type { Variables } from './variables.ts'

/** A link out of the console, into another tool of the team. */
export interface LinkTemplate {
  name: string
  /** An https URL with placeholders in its path, query or fragment. */
  url: string
}

/** What a placeholder stands for: a participant's number, e-mail address or ID, and the chat's ID. */
const placeholders = ['phone', 'email', 'handle_id', 'chat_id']

const maxLinks = 5

/**
 * Reads `LINKS`, such as `CRM=https://crm.example.com/?phone={phone}`: a comma-separated list.
 * @throws SettingsError for a URL that is not https, an unknown placeholder, and a link without any.
 */
export function readLinks(env: Variables): LinkTemplate[] {
  const links = readList(env, 'LINKS', `Set it to ${example}`).map(readLink)
  if (links.length > maxLinks)
    throw new SettingsError(`LINKS has ${links.length} links, but only ${maxLinks} fit. Keep the most used ones.`)
  return links
}

const example = 'a name and an https URL, such as CRM=https://crm.example.com/?phone={phone}'

function readLink(entry: string): LinkTemplate {
  const [, name = '', url = ''] = /^([^=]{1,30})=(\S+)$/.exec(entry) ?? []
  if (url === '')
    throw new SettingsError(
      `LINKS has ${quote(entry)}. Set it to ${example}. Commas separate links; one inside a URL is %2C.`,
    )
  const used = [...url.matchAll(/\{([^{}]*)\}/g)].map(([, placeholder = '']) => placeholder)
  const unknown = used.find((placeholder) => !placeholders.includes(placeholder))
  if (unknown !== undefined || used.length === 0)
    throw new SettingsError(
      `LINKS: ${quote(name)} has ${unknown === undefined ? 'no placeholder' : `the unknown placeholder {${unknown}}`}. Use ${placeholders.map((known) => `{${known}}`).join(', ')}.`,
    )
  // With a placeholder in it, the host would depend on what Linq sends.
  const [filled, other] = ['1', '2'].map((value) => url.replace(/\{[^{}]*\}/g, value))
  const parsed = URL.canParse(filled ?? '') ? new URL(filled ?? '') : null
  if (parsed?.protocol !== 'https:' || parsed.username || parsed.password || new URL(other ?? '').host !== parsed.host)
    throw new SettingsError(
      `LINKS: ${quote(name)} is not an https URL with placeholders after its host. Set it to ${example}.`,
    )
  return { name: name.trim(), url }
}

/**
 * Reads `SUPPORT_CONTACT`: where people ask for help.
 * @returns an https URL or `mailto:` address; null where it is not set.
 */
export function readSupportContact({ SUPPORT_CONTACT: text }: Variables): string | null {
  if (text === undefined) return null
  if (/^[\w.+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(text)) return `mailto:${text}`
  if (URL.canParse(text) && new URL(text).protocol === 'https:') return new URL(text).href
  throw new SettingsError(
    `SUPPORT_CONTACT is ${quote(text)}. Set it to an https URL or an e-mail address, such as help@example.com.`,
  )
}
