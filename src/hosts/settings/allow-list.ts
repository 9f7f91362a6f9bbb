import type { Allowed } from '../../gateway/sign-in/person.ts'
import { quote, readList } from './read-env.ts'
import { SettingsError } from './settings-error.ts'
import type { Variables } from './variables.ts'

const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?'
const domain = `(?:localhost|${label}(?:\\.${label})+)`
const isDomain = (text: string) => new RegExp(`^${domain}$`).test(text)
/** Without `*`: an address may have one, but a person who writes it means a wildcard. */
const isEmail = (text: string) => new RegExp(`^[a-z0-9!#$%&'+/=?^_\`{|}~.-]+@${domain}$`).test(text)

/** Reads who may look up chats. An entry that can never match is an error. */
export function readAllowed(env: Variables): Allowed {
  const domains = readDomains(env)
  return {
    emails: readEmails(env),
    domains: domains.filter((name) => name !== '*'),
    groups: readList(env, 'ALLOWED_GROUPS', 'Set it to comma-separated group names'),
    everyone: domains.includes('*'),
  }
}

function readDomains(env: Variables): string[] {
  const entries = readList(env, 'ALLOWED_DOMAINS', 'Set it to comma-separated e-mail domains')
  if (entries.includes('*') && entries.some((entry) => entry !== '*'))
    throw new SettingsError(
      'ALLOWED_DOMAINS has * and other entries, but * alone already allows everyone. Set it to * alone, or remove the *.',
    )
  return entries.map((entry) => {
    const name = entry.toLowerCase().replace(/^@/, '')
    if (entry === '*' || isDomain(name)) return name
    throw new SettingsError(
      `ALLOWED_DOMAINS has ${quote(entry)}, which is not a domain. ${
        isEmail(name)
          ? 'Set ALLOWED_EMAILS for whole addresses.'
          : 'Set it to comma-separated domains such as example.com, the part after the @ of an address, without wildcards.'
      }`,
    )
  })
}

const readEmails = (env: Variables) =>
  readList(env, 'ALLOWED_EMAILS', 'Set it to comma-separated e-mail addresses').map((entry) => {
    const email = entry.toLowerCase()
    if (isEmail(email)) return email
    throw new SettingsError(
      `ALLOWED_EMAILS has ${quote(entry)}, which is not an address. ${
        isDomain(email.replace(/^\*?@/, ''))
          ? 'Set it to addresses such as ann@example.com, or set ALLOWED_DOMAINS for whole domains.'
          : 'Set it to comma-separated addresses such as ann@example.com.'
      }`,
    )
  })
