import { isLoopback } from './own-host.ts'
import { SettingsError } from './settings-error.ts'
import type { VariableName, Variables } from './variables.ts'

/** A value as a message quotes it. */
export const quote = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)

/**
 * Reads a whole number.
 * @throws SettingsError for anything else, or outside `from` to `to`.
 */
export function readWhole<Fallback extends number | null>(
  env: Variables,
  name: VariableName,
  { fallback, from, to, unit }: { fallback: Fallback; from: number; to: number; unit: string },
): number | Fallback {
  const text = env[name]
  if (text === undefined) return fallback
  const value = /^[0-9]{1,9}$/.test(text) ? Number(text) : NaN
  if (value >= from && value <= to) return value
  throw new SettingsError(
    `${name} is ${quote(text)}. Set it to a whole number from ${from} to ${to}${unit}, or leave it unset${fallback === null ? '' : ` for ${fallback}`}.`,
  )
}

/**
 * Reads an http(s) URL; plain http only to this machine.
 * @param example a valid value.
 * @param why what plain http would allow.
 * @throws SettingsError that does not repeat a URL with a user name or password.
 */
export function readUrl(text: string, name: VariableName, { example, why }: { example: string; why: string }): URL {
  const fix = `Set it to a URL such as ${example}.`
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol)) throw new SettingsError(`${name} is not an http(s) URL. ${fix}`)
  if (url.username || url.password) throw new SettingsError(`${name} has a user name or password. ${fix}`)
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new SettingsError(
      `${name} is ${quote(text)}: plain http ${why}. Use https (http is allowed to this machine only).`,
    )
  return url
}

/**
 * The characters that a host may have. URLs allow more (`*`, `;`, `'`), which mean something else in a security policy or
 * which no browser sends.
 */
const plainHost = /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])$/

/** Reads an origin, with {@link readUrl}'s checks: a plain host without a path, query or fragment. */
export function readOrigin(
  text: string,
  name: VariableName,
  { example, why }: { example: string; why: string },
): string {
  const url = readUrl(text, name, { example, why })
  if (url.pathname !== '/' || url.search || url.hash)
    throw new SettingsError(
      `${name} is ${quote(text)}, but it must be an origin without a path. Set it to one such as ${example}.`,
    )
  if (!plainHost.test(url.hostname))
    throw new SettingsError(
      `${name} is ${quote(text)}, but a host has only letters, digits, dots and hyphens, or is an IP address. Set it to one such as ${example}.`,
    )
  return url.origin
}

/** Reads a comma-separated list, without the spaces around its entries. Unset is an empty list. */
export function readList(env: Variables, name: VariableName, fix: string): string[] {
  const text = env[name]
  if (text === undefined) return []
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  if (entries.length === 0) throw new SettingsError(`${name} is empty. ${fix}, or leave it unset.`)
  return entries
}

/** Reads a text; it must not be empty if it is set. */
export function readText(env: Variables, name: VariableName, fix: string): string | null {
  const text = env[name]
  if (text === undefined) return null
  if (text.trim() === '') throw new SettingsError(`${name} is empty. ${fix}, or leave it unset.`)
  return text.trim()
}
