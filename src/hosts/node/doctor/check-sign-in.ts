import type { Settings } from '../../settings/settings.ts'
import type { OidcSettings, ProxySettings } from '../../settings/sign-in.ts'
import { addOffset } from './check-clock.ts'
import { type Finding, findingsAbout } from './finding.ts'
import { parseObject, request } from './http.ts'

const { failure, ok } = findingsAbout('Sign-in')

/** Checks the provider's discovery document, or the proxy's keys. */
export async function checkSignIn({ signIn, publicOrigin }: Settings, offsets: number[]): Promise<Finding[]> {
  if (signIn === null) return [ok('it is not set up; the console is for this machine only.')]
  return signIn.kind === 'oidc'
    ? [await checkProvider(signIn, publicOrigin ?? '', offsets)]
    : [await checkKeys(signIn, offsets)]
}

async function checkProvider({ issuer }: OidcSettings, publicOrigin: string, offsets: number[]): Promise<Finding> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const result = await request(url)
  if (!result.response)
    return failure(`${url} cannot be reached (${result.code}). Check OIDC_ISSUER, the network and its proxies.`)
  addOffset(result.response, offsets)
  const discovery = result.response.status === 200 ? parseObject(result.body) : null
  if (!discovery)
    return failure(`${url} answered ${result.response.status} without a discovery document. Check OIDC_ISSUER.`)
  if (discovery['issuer'] !== issuer && `${String(discovery['issuer'])}/` !== issuer)
    return failure(`the provider's issuer is ${JSON.stringify(discovery['issuer'])}. Set OIDC_ISSUER to exactly that.`)
  const missing = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'].filter(
    (name) => typeof discovery[name] !== 'string',
  )
  if (missing.length > 0)
    return failure(`the provider's discovery document lacks ${missing.join(', ')}. Contact its administrator.`)
  const keys = await request(String(discovery['jwks_uri']))
  if (keys.response?.status !== 200) return failure("the provider's keys cannot be fetched. Contact its administrator.")
  const methods = discovery['code_challenge_methods_supported']
  if (Array.isArray(methods) && !methods.includes('S256'))
    return failure('the provider does not support PKCE with S256. Ask its administrator to allow it.')
  return ok(`the provider answers. Register ${publicOrigin}/auth/callback there as the redirect URI.`)
}

async function checkKeys({ keys, header }: ProxySettings, offsets: number[]): Promise<Finding> {
  const result = await request(keys)
  if (!result.response) return failure(`${keys} cannot be reached (${result.code}). Check ACCESS_JWT_KEYS.`)
  addOffset(result.response, offsets)
  const set = result.response.status === 200 ? parseObject(result.body) : null
  return Array.isArray(set?.['keys']) && set['keys'].length > 0
    ? ok(`the proxy's keys can be fetched. It must send its assertion in the header ${header}.`)
    : failure(`${keys} answered ${result.response.status} without a key set. Check ACCESS_JWT_KEYS.`)
}
