// A sign-in with OpenID Connect whose provider is one function, and a browser's part in it.
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

import type { Answer } from '../../response.ts'
import type { Visit } from '../../visit.ts'
import type { SignInAction } from '../identity.ts'
import { createOidc, type OidcOptions } from './oidc.ts'

const issuer = 'https://id.test'
const publicOrigin = 'https://console.test'

const { publicKey, privateKey } = await generateKeyPair('ES256')
const jwk = { ...(await exportJWK(publicKey)), kid: 'key', alg: 'ES256', use: 'sig' }

/** What a browser sends back of cookies that answers set; an emptied one is sent no more. */
export const cookieHeader = (...set: readonly string[]): string =>
  [...new Map(set.map((cookie) => [cookie.slice(0, cookie.indexOf('=')), cookie.split(';', 1)[0] ?? '']))]
    .filter(([name, pair]) => pair !== `${name}=`)
    .map(([, pair]) => pair)
    .join('; ')

export function setUpOidc(options: Partial<OidcOptions> = {}) {
  /** The provider's paths, as they were asked for. */
  const asked: string[] = []
  /** What the provider does before it answers: it may throw, and it may wait. */
  const provider = { before: async (_path: string): Promise<Response | void> => {}, nonce: '' }
  const answer = async (path: string) => {
    switch (path) {
      case '/.well-known/openid-configuration':
        return {
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          id_token_signing_alg_values_supported: ['ES256'],
        }
      case '/jwks':
        return { keys: [jwk] }
      default:
        return { access_token: 'access', token_type: 'bearer', id_token: await idToken(provider.nonce) }
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
    shares: true,
    ...options,
  })
  const request = (cookie: string) => new Request(publicOrigin, { headers: cookie === '' ? {} : { cookie } })
  const act = async (action: SignInAction, target: string, cookie: string): Promise<Answer> => {
    const visit: Visit = {
      request: request(cookie),
      target,
      route: { kind: 'sign-in', action },
      host: 'console.test',
      address: null,
    }
    const answered = await signIn.act(action, visit)
    if (!answered) throw new Error(`Nothing answers ${target}`)
    return answered
  }
  /** Begins a sign-in; the provider's next ID token is for it. */
  const begin = async (cookie = '', back = '/chats/45') => {
    const begun = await act('sign-in', `/auth/sign-in?return=${encodeURIComponent(back)}`, cookie)
    const { searchParams } = new URL(begun.headers['location'] ?? '', publicOrigin)
    provider.nonce = searchParams.get('nonce') ?? ''
    return { answer: begun, cookies: begun.cookies ?? [], state: searchParams.get('state') ?? '' }
  }
  /** Comes back from the provider. */
  const finish = async (state: string, cookie: string, more: Record<string, string> = { code: 'code' }) =>
    await act('callback', `/auth/callback?${new URLSearchParams({ state, ...more })}`, cookie)
  return {
    asked,
    provider,
    fetch,
    begin,
    finish,
    signOut: async (cookie: string) => await act('sign-out', '/auth/sign-out', cookie),
    identify: async (cookie: string) => await signIn.identify(request(cookie)),
  }
}

const idToken = async (nonce: string) =>
  await new SignJWT({ nonce, email: 'ann@example.com', email_verified: true })
    .setProtectedHeader({ alg: 'ES256', kid: 'key' })
    .setIssuer(issuer)
    .setAudience('console')
    .setSubject('ann')
    .setIssuedAt()
    .setExpirationTime('5 min')
    .sign(privateKey)
