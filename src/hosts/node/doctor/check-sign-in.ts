import type { Settings } from '../../settings/settings.ts'
import type { OidcSettings, ProxySettings } from '../../settings/sign-in.ts'
import { ask, parseObject } from './http.ts'
import { noteDate } from './check-clock.ts'
import { type Finding, ok, wrong } from './finding.ts'

/** What people sign in with: the provider's description, or the proxy's keys. */
export async function checkSignIn({ signIn, publicOrigin }: Settings, offsets: number[]): Promise<Finding[]> {
  if (signIn === null) return [ok('Sign-in', 'nobody has to sign in; the console is for this machine only.')]
  return signIn.kind === 'oidc'
    ? [await checkProvider(signIn, publicOrigin ?? '', offsets)]
    : [await checkKeys(signIn, offsets)]
}

async function checkProvider({ issuer }: OidcSettings, publicOrigin: string, offsets: number[]): Promise<Finding> {
  const what = 'Sign-in'
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const asked = await ask(address)
  if (!asked.response)
    return wrong(what, `${address} cannot be reached (${asked.code}). Check OIDC_ISSUER, the network and its proxies.`)
  noteDate(asked.response, offsets)
  const discovery = asked.response.status === 200 ? parseObject(asked.body) : null
  if (!discovery)
    return wrong(what, `${address} answered ${asked.response.status} and no provider's description. Check OIDC_ISSUER.`)
  if (discovery['issuer'] !== issuer && `${String(discovery['issuer'])}/` !== issuer)
    return wrong(
      what,
      `the provider calls itself ${JSON.stringify(discovery['issuer'])}. Set OIDC_ISSUER to just that.`,
    )
  const missing = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'].filter(
    (name) => typeof discovery[name] !== 'string',
  )
  if (missing.length > 0)
    return wrong(what, `the provider does not tell its ${missing.join(', ')}. Ask whoever runs it.`)
  const keys = await ask(String(discovery['jwks_uri']))
  if (keys.response?.status !== 200) return wrong(what, "the provider's keys cannot be fetched. Ask whoever runs it.")
  const methods = discovery['code_challenge_methods_supported']
  if (Array.isArray(methods) && !methods.includes('S256'))
    return wrong(what, 'the provider does not support PKCE with S256. Ask whoever runs it to allow it.')
  return ok(what, `the provider answers. Register ${publicOrigin}/auth/callback with it as a redirect address.`)
}

async function checkKeys({ keys, header }: ProxySettings, offsets: number[]): Promise<Finding> {
  const what = 'Sign-in'
  const asked = await ask(keys)
  if (!asked.response) return wrong(what, `${keys} cannot be reached (${asked.code}). Check ACCESS_JWT_KEYS.`)
  noteDate(asked.response, offsets)
  const set = asked.response.status === 200 ? parseObject(asked.body) : null
  return Array.isArray(set?.['keys']) && set['keys'].length > 0
    ? ok(what, `the proxy's keys can be fetched. It has to send its assertion as ${header}.`)
    : wrong(what, `${keys} answered ${asked.response.status} and no key set. Check ACCESS_JWT_KEYS.`)
}
