import { tokenHeader } from '../../linq/operation.ts'
import { SettingsError } from './settings-error.ts'
import type { Variables } from './variables.ts'

/** What a console does without each token. */
const withoutToken = {
  LINQ_INTEGRATION_TOKEN: 'use sandbox data',
  LINQ_V3_TOKEN: 'use LINQ_INTEGRATION_TOKEN for API v3 too',
} as const

/** Reads a token; null where it is not set. */
export function readToken(env: Variables, name: keyof typeof withoutToken): string | null {
  const text = env[name]
  if (text === undefined) return null
  if (text.trim() === '')
    throw new SettingsError(`${name} is empty. Set it to your Linq token, or unset it to ${withoutToken[name]}.`)
  const header = name === 'LINQ_V3_TOKEN' ? 'an Authorization header' : tokenHeader
  if (!/^[\x21-\x7e]+$/.test(text))
    throw new SettingsError(
      `${name} has a space, line break or other character that ${header} cannot carry. Copy the token again.`,
    )
  return text
}

/** Reads the token of API v3 alone; null where there is none. */
export function readV3Token(env: Variables): string | null {
  const token = readToken(env, 'LINQ_V3_TOKEN')
  // Without the other token nothing is sent to Linq, so this one would have no effect.
  if (token !== null && env['LINQ_INTEGRATION_TOKEN'] === undefined)
    throw new SettingsError(
      'LINQ_V3_TOKEN is set, but LINQ_INTEGRATION_TOKEN is not, so the console uses sandbox data. Set both; they may have the same value.',
    )
  return token
}
