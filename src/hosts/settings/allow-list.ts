import type { Allowed } from '../../gateway/sign-in/person.ts'
import { type Environment, readList, SettingsError, show } from './read-env.ts'

const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?'
const domain = `(?:localhost|${label}(?:\\.${label})+)`
const isDomain = (text: string) => new RegExp(`^${domain}$`).test(text)
/** Without a star, which a name may have, but which nobody means as one. */
const isEmail = (text: string) => new RegExp(`^[a-z0-9!#$%&'+/=?^_\`{|}~.-]+@${domain}$`).test(text)

/** Reads who may look. An entry that nobody can ever match is told, not kept. */
export function readAllowed(env: Environment): Allowed {
  const domains = readDomains(env)
  return {
    emails: readEmails(env),
    domains: domains.filter((one) => one !== '*'),
    groups: readList(env, 'ALLOWED_GROUPS', 'Set it to group names parted by commas'),
    everyone: domains.includes('*'),
  }
}

function readDomains(env: Environment): string[] {
  const entries = readList(env, 'ALLOWED_DOMAINS', 'Set it to e-mail domains parted by commas')
  if (entries.includes('*') && entries.some((entry) => entry !== '*'))
    throw new SettingsError(
      'ALLOWED_DOMAINS holds * beside others, which lets everybody look. Set it to * alone, or leave the * out.',
    )
  return entries.map((entry) => {
    const name = entry.toLowerCase().replace(/^@/, '')
    if (entry === '*' || isDomain(name)) return name
    throw new SettingsError(
      `ALLOWED_DOMAINS holds ${show(entry)}, which is no domain. ${
        isEmail(name)
          ? 'Set ALLOWED_EMAILS to whole addresses.'
          : 'Set it to what stands behind the @ of an address, such as example.com, without wildcards and parted by commas.'
      }`,
    )
  })
}

const readEmails = (env: Environment) =>
  readList(env, 'ALLOWED_EMAILS', 'Set it to e-mail addresses parted by commas').map((entry) => {
    const email = entry.toLowerCase()
    if (isEmail(email)) return email
    throw new SettingsError(
      `ALLOWED_EMAILS holds ${show(entry)}, which is no address. ${
        isDomain(email.replace(/^\*?@/, ''))
          ? 'Set it to addresses such as ann@example.com, or ALLOWED_DOMAINS to whole domains.'
          : 'Set it to addresses such as ann@example.com, parted by commas.'
      }`,
    )
  })
