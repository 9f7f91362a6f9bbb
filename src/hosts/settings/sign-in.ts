import type { OidcOptions } from '../../gateway/sign-in/oidc/oidc.ts'
import type { AccessJwtOptions } from '../../gateway/sign-in/proxy/access-jwt.ts'
import { readAllowed } from './allow-list.ts'
import { quote, readText, readUrl } from './read-env.ts'
import { readSecrets } from './secrets.ts'
import { SettingsError } from './settings-error.ts'
import { hasAny, type VariableName, type Variables } from './variables.ts'

/** How people sign in. */
export type SignInSettings = OidcSettings | ProxySettings

/** Sign-in with OpenID Connect. */
export interface OidcSettings extends Omit<OidcOptions, 'publicOrigin' | 'returnPath' | 'coalesce' | 'partitioned'> {
  kind: 'oidc'
}

/** Sign-in at an identity-aware proxy, which names the person in a signed header. */
export interface ProxySettings extends Omit<AccessJwtOptions, 'coalesce'> {
  kind: 'proxy'
}

const oidcVariables = ['OIDC_ISSUER', 'OIDC_CLIENT_ID'] as const
const proxyVariables = ['ACCESS_JWT_HEADER', 'ACCESS_JWT_ISSUER', 'ACCESS_JWT_AUDIENCE', 'ACCESS_JWT_KEYS'] as const

/** Headers that browsers, proxies and HTTP itself use, so that a proxy's assertion cannot be in them. */
const reservedHeader = /^(?:host|cookie|connection|content-length|transfer-encoding|origin|sec-.*|x-forwarded-.*)$/

/** Variables that have no effect without sign-in. */
const signInOnly = [
  'SESSION_SECRET',
  'ALLOWED_EMAILS',
  'ALLOWED_DOMAINS',
  'ALLOWED_GROUPS',
  'GROUPS_CLAIM',
  'FIND_GROUPS',
] as const

/** The path of a provider's discovery document, below its issuer. */
const discoveryPath = '/.well-known/openid-configuration'

/**
 * Reads how people sign in; null for a console without sign-in.
 * @throws SettingsError if a setting is missing, or if both ways are set.
 */
export function readSignIn(env: Variables): SignInSettings | null {
  const oidc = hasAny(env, 'OIDC_')
  const proxy = hasAny(env, 'ACCESS_JWT_')
  if (oidc && proxy)
    throw new SettingsError(
      'OIDC_* and ACCESS_JWT_* are both set, but there is only one way to sign in. Unset the one that is not used.',
    )
  if (oidc) return readOidc(env)
  if (proxy) return readProxy(env)
  const unused = signInOnly.find((name) => env[name] !== undefined)
  if (unused)
    throw new SettingsError(
      `${unused} is set, but sign-in is not set up. Set OIDC_ISSUER or ACCESS_JWT_HEADER as well, or unset it.`,
    )
  return null
}

function readOidc(env: Variables): OidcSettings {
  requireAll(env, oidcVariables)
  if (env['PUBLIC_ORIGIN'] === undefined)
    throw new SettingsError(
      'PUBLIC_ORIGIN is not set, but the provider sends people back to it after sign-in. Set it to this console’s origin, such as https://console.example.com.',
    )
  const allowed = readAllowed(env)
  if (!allowed.everyone && [allowed.emails, allowed.domains, allowed.groups].every((list) => list.length === 0))
    throw new SettingsError(
      'ALLOWED_DOMAINS is not set, and neither are ALLOWED_EMAILS and ALLOWED_GROUPS: everyone with an account at the provider could look up chats. Set one of them, or ALLOWED_DOMAINS=* to allow everyone.',
    )
  const scopes = readText(env, 'OIDC_SCOPES', 'Set it to scopes such as "openid email"') ?? 'openid email profile'
  if (!scopes.split(/\s+/).includes('openid'))
    throw new SettingsError(`OIDC_SCOPES is ${quote(scopes)}. Set it to scopes that include openid, or leave it unset.`)
  return {
    kind: 'oidc',
    issuer: readIssuer(env),
    clientId: readText(env, 'OIDC_CLIENT_ID', 'Set it to the id the provider gave this console') ?? '',
    clientSecret: readText(env, 'OIDC_CLIENT_SECRET', 'Set it to the secret the provider gave this console'),
    scopes,
    groupsClaim: readGroupsClaim(env),
    secrets: readSessionSecrets(env),
    allowed,
  }
}

function readIssuer(env: Variables): string {
  const { href, pathname } = readUrl(env['OIDC_ISSUER'] ?? '', 'OIDC_ISSUER', {
    example: 'https://accounts.google.com',
    why: 'would let others on the network sign in as anyone',
  })
  if (pathname.replace(/\/$/, '').endsWith(discoveryPath))
    throw new SettingsError(`OIDC_ISSUER ends with ${discoveryPath}, which the console adds itself. Remove it.`)
  return href
}

function readProxy(env: Variables): ProxySettings {
  requireAll(env, proxyVariables)
  const name = env['ACCESS_JWT_HEADER']?.trim() ?? ''
  // Before it is in lower case, which turns some other letters into ASCII.
  if (!/^[a-z0-9-]{1,100}$/i.test(name))
    throw new SettingsError(
      `ACCESS_JWT_HEADER is ${quote(name)}. Set it to a header's name, such as cf-access-jwt-assertion.`,
    )
  const header = name.toLowerCase()
  if (reservedHeader.test(header))
    throw new SettingsError(
      `ACCESS_JWT_HEADER is ${quote(header)}, which HTTP, browsers or proxies use for something else. Set it to the header with the proxy's signed assertion, such as cf-access-jwt-assertion.`,
    )
  return {
    kind: 'proxy',
    header,
    issuer: readText(env, 'ACCESS_JWT_ISSUER', 'Set it to the issuer in the proxy’s assertions') ?? '',
    audience: readText(env, 'ACCESS_JWT_AUDIENCE', 'Set it to the audience in the proxy’s assertions') ?? '',
    keys: readUrl(env['ACCESS_JWT_KEYS'] ?? '', 'ACCESS_JWT_KEYS', {
      example: 'https://team.cloudflareaccess.com/cdn-cgi/access/certs',
      why: 'would let others on the network replace the keys',
    }).href,
    groupsClaim: readGroupsClaim(env),
    allowed: readAllowed(env),
  }
}

function requireAll(env: Variables, names: readonly VariableName[]): void {
  const missing = names.filter((name) => (env[name] ?? '').trim() === '')
  if (missing.length > 0)
    throw new SettingsError(`${missing[0]} is not set, but this way of signing in needs ${names.join(', ')}. Set it.`)
}

const readGroupsClaim = (env: Variables) =>
  readText(env, 'GROUPS_CLAIM', "Set it to the name of the claim with a person's groups") ?? 'groups'

function readSessionSecrets(env: Variables): readonly string[] {
  const secrets = readSecrets(env, 'SESSION_SECRET')
  if (secrets) return secrets
  throw new SettingsError(
    'SESSION_SECRET is not set, but sessions are encrypted with it. Set it to 32 or more random characters, for example from: openssl rand -hex 32',
  )
}
