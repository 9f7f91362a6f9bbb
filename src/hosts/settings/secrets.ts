import { readList } from './read-env.ts'
import { SettingsError } from './settings-error.ts'
import type { Variables } from './variables.ts'

const minLength = 32
/** A secret with fewer different characters is a repeated word, not random. */
const minDifferentCharacters = 10

/**
 * Reads a secret from which keys are derived; null where it is not set. With two comma-separated ones, the first replaces the
 * second, which is still accepted. No message repeats it: a short secret is still a secret.
 */
export function readSecrets(
  env: Variables,
  name: 'SESSION_SECRET' | 'FIND_SECRET',
): readonly [string, ...string[]] | null {
  const [first, ...others] = readList(env, name, 'Set it to 32 or more random characters')
  if (first === undefined) return null
  const secrets = [first, ...others] as const
  if (secrets.some((secret) => secret.length < minLength))
    throw new SettingsError(
      `${name} is shorter than ${minLength} characters. Make one, for example with: openssl rand -hex 32`,
    )
  if (secrets.some((secret) => new Set(secret).size < minDifferentCharacters))
    throw new SettingsError(
      `${name} has fewer than ${minDifferentCharacters} different characters. Make one, for example with: openssl rand -hex 32`,
    )
  return secrets
}
