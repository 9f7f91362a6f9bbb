import { readSettings, type Settings } from './settings.ts'
import { SettingsError } from './settings-error.ts'
import { type Environment, fileVariable, refuseUnknown, secretNames } from './variables.ts'

/** Variables without use on the edge: a worker has no files and no ports, and its platform names the client's address. */
const unsupported = {
  AUDIT_LOG: 'audit lines go to the platform’s log',
  HOST: 'the platform opens the port',
  PORT: 'the platform opens the port',
  METRICS_HOST: 'the platform has its own metrics',
  METRICS_PORT: 'the platform has its own metrics',
  TRUSTED_PROXIES: 'the platform names the client’s address',
  ...Object.fromEntries(
    secretNames.map((name) => [fileVariable(name), `there are no files, and ${name} is a secret of the worker`]),
  ),
}

/**
 * Reads the settings of a worker from its variables and secrets. A worker is on the internet, so it needs sign-in.
 * @throws SettingsError naming the variable and the fix.
 */
export function readEdgeSettings(env: Record<string, unknown>): Settings {
  const texts: Environment = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  // Before the check below, which would report a misspelt OIDC_ISSUER as missing.
  refuseUnknown(texts)
  for (const [name, why] of Object.entries(unsupported))
    if (texts[name] !== undefined && !(name === 'AUDIT_LOG' && texts[name] === 'stdout'))
      throw new SettingsError(`${name} is set, but on the edge ${why}. Unset it.`)
  if (texts['OIDC_ISSUER'] === undefined && texts['ACCESS_JWT_HEADER'] === undefined)
    throw new SettingsError(
      'OIDC_ISSUER is not set, and neither is ACCESS_JWT_HEADER, but a worker is on the internet and needs sign-in. Set up OpenID Connect (OIDC_ISSUER, OIDC_CLIENT_ID, …), or put an identity-aware proxy in front (ACCESS_JWT_HEADER, …).',
    )
  return readSettings({ ...texts, HOST: '0.0.0.0' })
}
