import { SettingsError } from './settings-error.ts'

/** Every environment variable that a host reads. */
export const variableNames = [
  'LINQ_INTEGRATION_TOKEN',
  'LINQ_BASE_URL',
  'LINQ_TIMEOUT_MS',
  'HOST',
  'PORT',
  'METRICS_PORT',
  'LOG_LEVEL',
  'AUDIT_LOG',
  'MASK',
  'LOOKUPS_PER_MINUTE',
  'PUBLIC_ORIGIN',
  'TRUSTED_PROXIES',
  'FRAME_ANCESTORS',
  'HSTS',
  'OIDC_ISSUER',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OIDC_SCOPES',
  'SESSION_SECRET',
  'ACCESS_JWT_HEADER',
  'ACCESS_JWT_ISSUER',
  'ACCESS_JWT_AUDIENCE',
  'ACCESS_JWT_KEYS',
  'ALLOWED_DOMAINS',
  'ALLOWED_EMAILS',
  'ALLOWED_GROUPS',
  'GROUPS_CLAIM',
] as const

export type VariableName = (typeof variableNames)[number]

/** The variables of a process or an edge runtime. */
export type Environment = Record<string, string | undefined>

/** The variables of the console: a name that is not in {@link variableNames} does not compile. */
export type Variables = { readonly [Name in VariableName]?: string | undefined }

/** Prefixes that only the console's variables may have. */
const prefixes = ['LINQ_', 'OIDC_', 'ACCESS_JWT_', 'ALLOWED_'] as const

/** Kubernetes gives every container variables for the services near it, such as `OIDC_PROVIDER_PORT_443_TCP_ADDR`. */
const serviceLink = /_(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?|PORT|PORT_[0-9]+_(?:TCP|UDP|SCTP)(?:_[A-Z]+)?)$/

/** Whether any variable with a prefix is set. */
export const hasAny = (env: Variables, prefix: (typeof prefixes)[number]): boolean =>
  variableNames.some((name) => name.startsWith(prefix) && env[name] !== undefined)

/**
 * Refuses a misspelt variable: a person who sets `ALLOWED_EMAIL` would believe that it restricts access.
 * @throws SettingsError that names the settings with the same prefix, and does not repeat the value.
 */
export function refuseUnknown(env: Environment): void {
  for (const prefix of prefixes) {
    const known: readonly string[] = variableNames.filter((name) => name.startsWith(prefix))
    const isUnknown = (name: string) => name.startsWith(prefix) && !known.includes(name) && !serviceLink.test(name)
    const unknown = Object.keys(env).find((name) => env[name] !== undefined && isUnknown(name))
    if (unknown !== undefined)
      throw new SettingsError(
        `${unknown} is not a setting of this console. Did you mean one of ${known.join(', ')}? If it is for another program, unset it here.`,
      )
  }
}
