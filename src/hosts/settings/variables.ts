import { SettingsError } from './settings-error.ts'

/** The variables whose value is a secret. Each may be in a file instead. */
export const secretNames = [
  'LINQ_INTEGRATION_TOKEN',
  'LINQ_V3_TOKEN',
  'FIND_SECRET',
  'OIDC_CLIENT_SECRET',
  'SESSION_SECRET',
] as const

export type SecretName = (typeof secretNames)[number]

/** The variable that names the file with a secret. */
export const fileVariable = <Name extends SecretName>(name: Name): `${Name}_FILE` => `${name}_FILE`

/** Every environment variable that a host reads, with the line about it in the help of the commands. */
export const variables = [
  ['LINQ_INTEGRATION_TOKEN', 'Your Linq account’s token; without it the console shows sandbox data.'],
  ['LINQ_INTEGRATION_TOKEN_FILE', 'A file with the token, instead of the variable.'],
  ['LINQ_V3_TOKEN', 'The token for Linq’s API v3, where it is another.'],
  ['LINQ_V3_TOKEN_FILE', 'A file with that token, instead of the variable.'],
  ['LINQ_BASE_URL', 'Linq’s origin.'],
  ['LINQ_TIMEOUT_MS', 'Deadline of a whole answer of Linq, in milliseconds.'],
  ['HOST', 'Address to listen on; any address but this machine’s needs sign-in.'],
  ['PORT', 'Port to listen on; 0 takes any free one.'],
  ['METRICS_HOST', 'Address of the metrics; any address but this machine’s shows them to the network.'],
  ['METRICS_PORT', 'Port of the metrics; without it there are none.'],
  ['LOG_LEVEL', 'Lowest level of the log’s lines about requests: info, warn or error.'],
  ['AUDIT_LOG', 'Who looked up what: the path of a file, or stdout.'],
  ['MASK', 'always: hides personal data from everyone.'],
  ['LOOKUPS_PER_MINUTE', 'Lookups of one person a minute; 0 is no limit.'],
  ['FIND', 'on: chats of API v3 can be found by a number or an address; sandbox chats always can.'],
  ['FIND_PER_MINUTE', 'Such searches of one person a minute; 0 is no limit.'],
  ['FIND_GROUPS', 'Groups that may search, comma-separated; without it everyone who may look up chats.'],
  ['FIND_SECRET', '32 or more random characters, the same in each process, for searches.'],
  ['FIND_SECRET_FILE', 'A file with them, instead of the variable.'],
  ['PUBLIC_ORIGIN', 'The origin that people open, such as https://console.example.com.'],
  ['TRUSTED_PROXIES', 'Addresses or networks of the proxies in front, comma-separated.'],
  ['FRAME_ANCESTORS', 'Origins that may frame the console, comma-separated.'],
  ['LINKS', 'Links into other tools, comma-separated: CRM=https://crm.example.com/{phone}.'],
  ['SUPPORT_CONTACT', 'Where people ask for help: an https URL or an e-mail address.'],
  ['HSTS', 'includeSubDomains or preload: what Strict-Transport-Security covers besides this host.'],
  ['OIDC_ISSUER', 'Sign-in with OpenID Connect: the provider’s issuer.'],
  ['OIDC_CLIENT_ID', 'The console’s client ID at the provider.'],
  ['OIDC_CLIENT_SECRET', 'The console’s client secret; without it PKCE alone protects the sign-in.'],
  ['OIDC_CLIENT_SECRET_FILE', 'A file with the client secret, instead of the variable.'],
  ['OIDC_SCOPES', 'Scopes to ask for; they must include openid.'],
  ['SESSION_SECRET', '32 or more random characters, the same in each process.'],
  ['SESSION_SECRET_FILE', 'A file with them, instead of the variable.'],
  ['ACCESS_JWT_HEADER', 'Sign-in at an identity-aware proxy: the header with its signed assertion.'],
  ['ACCESS_JWT_ISSUER', 'The issuer of the proxy’s assertions.'],
  ['ACCESS_JWT_AUDIENCE', 'The audience of the proxy’s assertions.'],
  ['ACCESS_JWT_KEYS', 'URL of the proxy’s keys.'],
  ['ALLOWED_DOMAINS', 'E-mail domains that may look up chats, comma-separated; * is everyone who can sign in.'],
  ['ALLOWED_EMAILS', 'E-mail addresses that may look up chats, comma-separated.'],
  ['ALLOWED_GROUPS', 'Groups that may look up chats, comma-separated.'],
  ['GROUPS_CLAIM', 'The claim with a person’s groups.'],
] as const

export const variableNames = variables.map(([name]) => name)

export type VariableName = (typeof variableNames)[number]

/** The variables of a process or an edge runtime. */
export type Environment = Record<string, string | undefined>

/** The variables of the console: a name that is not in {@link variableNames} does not compile. */
export type Variables = { readonly [Name in VariableName]?: string | undefined }

/** Prefixes that only the console's variables may have. */
const prefixes = ['LINQ_', 'OIDC_', 'ACCESS_JWT_', 'ALLOWED_', 'FIND_'] as const

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
    const unknown = Object.keys(env).find((name) => isUnknown(name) && env[name] !== undefined)
    if (unknown !== undefined)
      throw new SettingsError(
        `${unknown} is not a setting of this console. Did you mean one of ${known.join(', ')}? If it is for another program, unset it here.`,
      )
  }
}
