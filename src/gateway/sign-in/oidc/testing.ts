// A sign-in with OpenID Connect whose provider is one function, and the browser's side of it.
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from 'jose'

import type { Outcome } from '../../response.ts'
import type { SignInAction } from '../../target.ts'
import { createOidc, type OidcOptions } from './oidc.ts'

const issuer = 'https://id.test'
const publicOrigin = 'https://console.test'

/** A key of the provider's: its entry in the key set, and what signs with it. */
export interface ProviderKey {
  jwk: JWK
  sign: (header: JWTHeaderParameters, claims: Record<string, unknown>) => Promise<string>
}

const signWith = (privateKey: CryptoKey) => async (header: JWTHeaderParameters, claims: Record<string, unknown>) =>
  await new SignJWT(claims).setProtectedHeader(header).sign(privateKey)

export async function makeProviderKey(kid: string): Promise<ProviderKey> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  return { jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }, sign: signWith(privateKey) }
}

const defaultKey = await makeProviderKey('key')

/** The `Cookie` header that a browser sends after these `Set-Cookie` values; a removed cookie is left out. */
export const cookieHeader = (...set: readonly string[]): string =>
  [...new Map(set.map((cookie) => [cookie.slice(0, cookie.indexOf('=')), cookie.split(';', 1)[0] ?? '']))]
    .filter(([name, pair]) => pair !== `${name}=`)
    .map(([, pair]) => pair)
    .join('; ')

const headersWith = (cookie: string) => new Headers(cookie === '' ? {} : { cookie })

export function setUpOidc(options: Partial<OidcOptions> = {}) {
  /** The paths that the provider was asked for. */
  const asked: string[] = []
  /** What the provider does before it replies: it may throw, and it may wait. */
  const provider = {
    before: async (_path: string): Promise<Response | void> => {},
    nonce: '',
    /** Replaces claims and header parameters of the ID token. */
    claims: {} as Record<string, unknown>,
    header: {} as Partial<JWTHeaderParameters>,
    /** Replaces parts of the discovery document. */
    metadata: {} as Record<string, unknown>,
    /** The answer of the userinfo endpoint; without one there is no such endpoint. */
    userInfo: null as Record<string, unknown> | null,
    /** The key that signs, and the key set. */
    key: defaultKey,
    keys: [defaultKey.jwk],
  }
  const idToken = async () => {
    const { alg = 'ES256', kid = '' } = provider.key.jwk
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: issuer,
      aud: 'console',
      sub: 'ann',
      iat: now,
      exp: now + 300,
      nonce: provider.nonce,
      email: 'ann@example.com',
      email_verified: true,
      ...provider.claims,
    }
    return await provider.key.sign({ alg, kid, ...provider.header }, claims)
  }
  const answer = async (path: string) => {
    switch (path) {
      case '/.well-known/openid-configuration':
        return {
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          id_token_signing_alg_values_supported: ['ES256', 'RS256'],
          ...(provider.userInfo && { userinfo_endpoint: `${issuer}/userinfo` }),
          ...provider.metadata,
        }
      case '/jwks':
        return { keys: provider.keys }
      case '/userinfo':
        return provider.userInfo
      default:
        return { access_token: 'access', token_type: 'bearer', id_token: await idToken() }
    }
  }
  const fetch = async (input: Request | URL | string): Promise<Response> => {
    const path = new URL(input instanceof Request ? input.url : input).pathname
    asked.push(path)
    return (await provider.before(path)) ?? Response.json(await answer(path))
  }
  const signIn = createOidc({
    issuer,
    clientId: 'console',
    clientSecret: 'client-secret',
    scopes: 'openid email',
    groupsClaim: 'groups',
    secrets: ['unit-secret-0123456789abcdef0123'],
    allowed: { emails: [], domains: ['example.com'], groups: [], everyone: false },
    publicOrigin,
    returnPath: (text) => text ?? '/',
    coalesce: true,
    partitioned: true,
    ...options,
  })
  const act = async (action: SignInAction, target: string, headers: Headers): Promise<Outcome> => {
    const outcome = await signIn.act(action, { target, headers })
    if (!outcome) throw new Error(`There is no ${target}`)
    return outcome
  }
  /** Begins a sign-in; the provider's next ID token is made for it. */
  const begin = async (cookie = '', back = '/chats/45', frame = '') => {
    const begun = await act(
      'sign-in',
      `/auth/sign-in?return=${encodeURIComponent(back)}&frame=${frame}`,
      headersWith(cookie),
    )
    const { searchParams } = new URL(begun.headers['location'] ?? '', publicOrigin)
    provider.nonce = searchParams.get('nonce') ?? ''
    return { answer: begun, cookies: begun.cookies ?? [], state: searchParams.get('state') ?? '' }
  }
  /** The provider redirects to the callback. */
  const finish = async (state: string, cookie: string, more: Record<string, string> = { code: 'code' }) =>
    await act('callback', `/auth/callback?${new URLSearchParams({ state, ...more })}`, headersWith(cookie))
  /** A whole sign-in: its outcome, and who is signed in afterwards. */
  const signInOnce = async () => {
    const { state, cookies } = await begin()
    const outcome = await finish(state, cookieHeader(...cookies))
    return { outcome, identity: await signIn.identify(headersWith(cookieHeader(...(outcome.cookies ?? [])))) }
  }
  return {
    asked,
    provider,
    signInOnce,
    fetch,
    begin,
    finish,
    signOut: async (cookie: string) => await act('sign-out', '/auth/sign-out', headersWith(cookie)),
    /** A frame exchanges the token of its window. */
    exchange: async (headers: Record<string, string>) => await act('frame', '/auth/frame', new Headers(headers)),
    identify: async (cookie: string) => await signIn.identify(headersWith(cookie)),
  }
}
