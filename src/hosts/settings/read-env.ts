import { isLoopback } from './own-host.ts'

/** A setting that cannot be used. The message is one line that names the variable and the fix; it never holds a secret. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}

/** Variables by name, as a process or an edge runtime holds them. */
export type Environment = Record<string, string | undefined>

/** A value as a message repeats it. */
export const show = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)

/**
 * Reads a whole number.
 * @throws SettingsError for anything else, or outside `from` to `to`.
 */
export function readWhole<Fallback extends number | null>(
  env: Environment,
  name: string,
  { fallback, from, to, unit }: { fallback: Fallback; from: number; to: number; unit: string },
): number | Fallback {
  const text = env[name]
  if (text === undefined) return fallback
  const value = /^[0-9]{1,9}$/.test(text) ? Number(text) : NaN
  if (value >= from && value <= to) return value
  throw new SettingsError(
    `${name} is ${show(text)}. Set it to a whole number from ${from} to ${to}${unit}, or leave it unset${fallback === null ? '' : ` for ${fallback}`}.`,
  )
}

/**
 * Reads an http(s) address; plain http only to this machine.
 * @param example what a right value looks like.
 * @param why what plain http would give away.
 * @throws SettingsError that does not repeat an address with a user name or password in it.
 */
export function readUrl(text: string, name: string, { example, why }: { example: string; why: string }): URL {
  const fix = `Set it to an address such as ${example}.`
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol)) throw new SettingsError(`${name} is not an http(s) address. ${fix}`)
  if (url.username || url.password) throw new SettingsError(`${name} holds a user name or password. ${fix}`)
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new SettingsError(`${name} is ${show(text)}: plain http ${why}. Use https (http is for this machine only).`)
  return url
}

/**
 * What a host may be made of. URLs allow more (`*`, `;`, `'`), which a security policy reads as something else, or which
 * no browser ever names.
 */
const plainHost = /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])$/

/** The same for an origin: a plain host, and no path, query or fragment. */
export function readOrigin(text: string, name: string, { example, why }: { example: string; why: string }): string {
  const url = readUrl(text, name, { example, why })
  if (url.pathname !== '/' || url.search || url.hash)
    throw new SettingsError(
      `${name} is ${show(text)}, but it takes an origin without a path. Set it to one such as ${example}.`,
    )
  if (!plainHost.test(url.hostname))
    throw new SettingsError(
      `${name} is ${show(text)}, but a host is letters, digits, dots and hyphens, or an IP address. Set it to one such as ${example}.`,
    )
  return url.origin
}

/** Reads a list that commas part; spaces around them do not count. Unset is an empty list. */
export function readList(env: Environment, name: string, fix: string): string[] {
  const text = env[name]
  if (text === undefined) return []
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  if (entries.length === 0) throw new SettingsError(`${name} is empty. ${fix}, or leave it unset.`)
  return entries
}

/** Reads a text that must not be empty when it is set. */
export function readText(env: Environment, name: string, fix: string): string | null {
  const text = env[name]
  if (text === undefined) return null
  if (text.trim() === '') throw new SettingsError(`${name} is empty. ${fix}, or leave it unset.`)
  return text.trim()
}
