import { type Environment, SettingsError } from './read-env.ts'
import { refuseUnknown } from './known-names.ts'
import { readSettings, type Settings } from './settings.ts'

/** What a worker cannot have: it has no files, no ports, and is told the client's address by its platform. */
const notHere = {
  AUDIT_LOG: 'audit lines go to the platform’s log',
  HOST: 'the platform listens',
  PORT: 'the platform listens',
  METRICS_PORT: 'the platform has metrics of its own',
  TRUSTED_PROXIES: 'the platform tells the client’s address',
}

/**
 * Reads the settings of a worker from its variables and secrets. Anybody can reach a worker, so people have to sign in.
 * @throws SettingsError naming the variable and the fix.
 */
export function readEdgeSettings(env: Record<string, unknown>): Settings {
  const texts: Environment = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  // First, since a misspelt OIDC_ISSUER would be told as a missing one below.
  refuseUnknown(texts)
  for (const [name, why] of Object.entries(notHere))
    if (texts[name] !== undefined && !(name === 'AUDIT_LOG' && texts[name] === 'stdout'))
      throw new SettingsError(`${name} is set, but on the edge ${why}. Unset it.`)
  if (texts['OIDC_ISSUER'] === undefined && texts['ACCESS_JWT_HEADER'] === undefined)
    throw new SettingsError(
      'OIDC_ISSUER is not set, and neither is ACCESS_JWT_HEADER, but anybody can reach a worker. Let people sign in with OpenID Connect (OIDC_ISSUER, OIDC_CLIENT_ID, …), or put an identity-aware proxy in front (ACCESS_JWT_HEADER, …).',
    )
  return readSettings({ ...texts, HOST: '0.0.0.0' })
}
