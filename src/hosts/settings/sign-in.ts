import type { Allowed } from '../../gateway/sign-in/person.ts'
import { type Environment, readList, readText, readUrl, SettingsError, show } from './read-env.ts'
import { hasAny } from './known-names.ts'
import { readAllowed } from './allow-list.ts'

/** How people sign in. */
export type SignInSettings = OidcSettings | ProxySettings

/** The console asks an OpenID provider itself. */
export interface OidcSettings {
  kind: 'oidc'
  issuer: string
  clientId: string
  /** null: a public client, which PKCE alone protects. */
  clientSecret: string | null
  /** Parted by spaces; `openid` is among them. */
  scopes: string
  groupsClaim: string
  /** What cookies are sealed with: the first seals, each one opens. */
  secrets: readonly string[]
  allowed: Allowed
}

/** A proxy in front has signed people in, and says so in a signed header. */
export interface ProxySettings {
  kind: 'proxy'
  /** The header's name, in small letters. */
  header: string
  issuer: string
  audience: string
  /** Where the proxy's public keys are. */
  keys: string
  groupsClaim: string
  allowed: Allowed
}

const forOidc = ['OIDC_ISSUER', 'OIDC_CLIENT_ID'] as const
const forProxy = ['ACCESS_JWT_HEADER', 'ACCESS_JWT_ISSUER', 'ACCESS_JWT_AUDIENCE', 'ACCESS_JWT_KEYS'] as const
const shortestSecret = 32
/** Fewer different characters than this are a word said again and again, not chance. */
const fewestCharacters = 10

/** Headers that browsers, proxies and HTTP itself fill; an assertion in one of them would be somebody's mistake. */
const takenHeader = /^(?:host|cookie|connection|content-length|transfer-encoding|origin|sec-.*|x-forwarded-.*)$/

/** Where a provider describes itself, below its issuer. */
const discoveryPath = '/.well-known/openid-configuration'

/**
 * Reads how people sign in; null when nobody has to.
 * @throws SettingsError when a setting is missing, or when both ways are set.
 */
export function readSignIn(env: Environment): SignInSettings | null {
  const oidc = hasAny(env, 'OIDC_')
  const proxy = hasAny(env, 'ACCESS_JWT_')
  if (oidc && proxy)
    throw new SettingsError(
      'OIDC_* and ACCESS_JWT_* are both set, but people sign in one way. Unset the one that is not used.',
    )
  if (oidc) return readOidc(env)
  if (proxy) return readProxy(env)
  const orphan = ['SESSION_SECRET', 'ALLOWED_EMAILS', 'ALLOWED_DOMAINS', 'ALLOWED_GROUPS', 'GROUPS_CLAIM'].find(
    (name) => env[name] !== undefined,
  )
  if (orphan)
    throw new SettingsError(
      `${orphan} is set, but nobody has to sign in. Set OIDC_ISSUER or ACCESS_JWT_HEADER as well, or unset it.`,
    )
  return null
}

function readOidc(env: Environment): OidcSettings {
  requireAll(env, forOidc)
  if (env['PUBLIC_ORIGIN'] === undefined)
    throw new SettingsError(
      'PUBLIC_ORIGIN is not set, but sign-in needs to know where people come back to. Set it to this console’s origin, such as https://console.example.com.',
    )
  const allowed = readAllowed(env)
  if (!allowed.everyone && [allowed.emails, allowed.domains, allowed.groups].every((list) => list.length === 0))
    throw new SettingsError(
      'ALLOWED_DOMAINS is not set, and neither are ALLOWED_EMAILS and ALLOWED_GROUPS: everybody with an account at the provider could look at chats. Set one, or ALLOWED_DOMAINS=* if that is meant.',
    )
  const scopes = readText(env, 'OIDC_SCOPES', 'Set it to scopes such as "openid email"') ?? 'openid email profile'
  if (!scopes.split(/\s+/).includes('openid'))
    throw new SettingsError(
      `OIDC_SCOPES is ${show(scopes)}. Set it to scopes with openid among them, or leave it unset.`,
    )
  return {
    kind: 'oidc',
    issuer: readIssuer(env),
    clientId: readText(env, 'OIDC_CLIENT_ID', 'Set it to the id the provider gave this console') ?? '',
    clientSecret: readText(env, 'OIDC_CLIENT_SECRET', 'Set it to the secret the provider gave this console'),
    scopes,
    groupsClaim: readGroupsClaim(env),
    secrets: readSecrets(env),
    allowed,
  }
}

function readIssuer(env: Environment): string {
  const { href, pathname } = readUrl(env['OIDC_ISSUER'] ?? '', 'OIDC_ISSUER', {
    example: 'https://accounts.google.com',
    why: 'would let anybody on the way sign in as somebody else',
  })
  if (pathname.replace(/\/$/, '').endsWith(discoveryPath))
    throw new SettingsError(`OIDC_ISSUER ends with ${discoveryPath}, which is added by itself. Cut that off.`)
  return href
}

function readProxy(env: Environment): ProxySettings {
  requireAll(env, forProxy)
  const header = env['ACCESS_JWT_HEADER']?.trim().toLowerCase() ?? ''
  if (!/^[a-z0-9-]{1,100}$/.test(header))
    throw new SettingsError(
      `ACCESS_JWT_HEADER is ${show(header)}. Set it to a header's name, such as cf-access-jwt-assertion.`,
    )
  if (takenHeader.test(header))
    throw new SettingsError(
      `ACCESS_JWT_HEADER is ${show(header)}, which has a meaning of its own. Set it to the header that holds the proxy's signed assertion, such as cf-access-jwt-assertion.`,
    )
  return {
    kind: 'proxy',
    header,
    issuer: readText(env, 'ACCESS_JWT_ISSUER', 'Set it to the issuer that the proxy names') ?? '',
    audience: readText(env, 'ACCESS_JWT_AUDIENCE', 'Set it to the audience of this console') ?? '',
    keys: readUrl(env['ACCESS_JWT_KEYS'] ?? '', 'ACCESS_JWT_KEYS', {
      example: 'https://team.cloudflareaccess.com/cdn-cgi/access/certs',
      why: 'would let anybody on the way put in keys of their own',
    }).href,
    groupsClaim: readGroupsClaim(env),
    allowed: readAllowed(env),
  }
}

function requireAll(env: Environment, names: readonly string[]): void {
  const missing = names.filter((name) => (env[name] ?? '').trim() === '')
  if (missing.length > 0)
    throw new SettingsError(`${missing[0]} is not set, but this way of signing in needs ${names.join(', ')}. Set it.`)
}

const readGroupsClaim = (env: Environment) =>
  readText(env, 'GROUPS_CLAIM', "Set it to the name of the claim that holds a person's groups") ?? 'groups'

/** Two secrets, parted by a comma, let the first take over without signing anybody out. */
function readSecrets(env: Environment): string[] {
  const secrets = readList(env, 'SESSION_SECRET', 'Set it to 32 or more random characters')
  if (secrets.length === 0)
    throw new SettingsError(
      'SESSION_SECRET is not set, but sessions are sealed with it. Set it to 32 or more random characters, for example from: openssl rand -hex 32',
    )
  // It is not repeated: a short secret is one all the same.
  if (secrets.some((secret) => secret.length < shortestSecret))
    throw new SettingsError(
      `SESSION_SECRET is shorter than ${shortestSecret} characters. Make one, for example with: openssl rand -hex 32`,
    )
  if (secrets.some((secret) => new Set(secret).size < fewestCharacters))
    throw new SettingsError(
      `SESSION_SECRET has fewer than ${fewestCharacters} different characters. Make one, for example with: openssl rand -hex 32`,
    )
  return secrets
}
