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
 * @throws SettingsError that suggests the nearest name, and does not repeat the value.
 */
export function refuseUnknown(env: Environment): void {
  for (const prefix of prefixes) {
    const known = variableNames.filter((name) => name.startsWith(prefix))
    for (const name of Object.keys(env)) {
      if (!name.startsWith(prefix) || env[name] === undefined || serviceLink.test(name)) continue
      if (known.some((one) => one === name)) continue
      throw new SettingsError(
        `${name} is not a setting of this console. Did you mean ${nearest(name, known, prefix)}? If it is for another program, unset it here.`,
      )
    }
  }
}

/** The name most like a misspelt one. The prefix that all have in common does not count. */
function nearest(text: string, names: readonly string[], prefix: string): string | undefined {
  const similarityTo = (name: string) => similarity(text.slice(prefix.length), name.slice(prefix.length))
  return names.toSorted((a, b) => similarityTo(b) - similarityTo(a))[0]
}

/** From 0 to 1, by the longest common subsequence, so that `TOKEN` is near to `INTEGRATION_TOKEN`. */
const similarity = (a: string, b: string) => (2 * commonLength(a, b)) / (a.length + b.length)

/** The length of the longest common subsequence. */
function commonLength(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, () => 0)
  for (const letter of a) {
    const row = [0]
    for (let at = 1; at <= b.length; at += 1)
      row.push(letter === b[at - 1] ? (above[at - 1] ?? 0) + 1 : Math.max(above[at] ?? 0, row[at - 1] ?? 0))
    above = row
  }
  return above.at(-1) ?? 0
}
