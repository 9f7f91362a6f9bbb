import { readDomain, readEmailAddress } from '../../linq/email-address.ts'
import type { Allowed } from '../../gateway/sign-in/person.ts'
import { quote, readList } from './read-env.ts'
import { SettingsError } from './settings-error.ts'
import type { Variables } from './variables.ts'

/** Reads who may look up chats. An entry that can never match is an error. */
export function readAllowed(env: Variables): Allowed {
  const domains = readDomains(env)
  return {
    emails: readEmails(env),
    domains: domains.filter((name) => name !== '*'),
    groups: readList(env, 'ALLOWED_GROUPS', 'Set it to comma-separated group names'),
    everyone: domains.includes('*'),
    ...(env['FIND_GROUPS'] !== undefined && { findGroups: readFindGroups(env) }),
  }
}

/** Reads the groups that may search; none for everyone who may look up chats. */
export const readFindGroups = (env: Variables): string[] =>
  readList(env, 'FIND_GROUPS', 'Set it to comma-separated group names')

function readDomains(env: Variables): string[] {
  const entries = readList(env, 'ALLOWED_DOMAINS', 'Set it to comma-separated e-mail domains')
  if (entries.includes('*') && entries.some((entry) => entry !== '*'))
    throw new SettingsError(
      'ALLOWED_DOMAINS has * and other entries, but * alone already allows everyone. Set it to * alone, or remove the *.',
    )
  return entries.map((entry) => {
    const name = entry === '*' ? entry : readDomain(entry.replace(/^@/, ''))
    if (name !== null) return name
    throw new SettingsError(
      `ALLOWED_DOMAINS has ${quote(entry)}, which is not a domain. ${
        readEmailAddress(entry)
          ? 'Set ALLOWED_EMAILS for whole addresses.'
          : 'Set it to comma-separated domains such as example.com, the part after the @ of an address, without wildcards.'
      }`,
    )
  })
}

const readEmails = (env: Variables) =>
  readList(env, 'ALLOWED_EMAILS', 'Set it to comma-separated e-mail addresses').map((entry) => {
    const address = readEmailAddress(entry)
    if (address) return address.text
    throw new SettingsError(
      `ALLOWED_EMAILS has ${quote(entry)}, which is not an address. ${
        readDomain(entry.replace(/^\*?@/, ''))
          ? 'Set it to addresses such as ann@example.com, or set ALLOWED_DOMAINS for whole domains.'
          : 'Set it to comma-separated addresses such as ann@example.com.'
      }`,
    )
  })
