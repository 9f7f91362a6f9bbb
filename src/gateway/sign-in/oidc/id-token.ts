import { compactVerify } from 'jose'
import * as openid from 'openid-client'

import { type Allowed, type Person, readPerson } from '../person.ts'
import { findFlaw, signatureAlgorithms } from '../token-checks.ts'
import type { Provider } from './provider.ts'
import { flawedToken } from './sign-in-error.ts'

interface PersonOptions {
  clientId: string
  groupsClaim: string
  allowed: Allowed
}

type Tokens = Awaited<ReturnType<typeof openid.authorizationCodeGrant>>

/**
 * The person that the ID token names. The client has checked its claims; its signature is checked here, since the client does
 * not limit how often an unknown key has the key set fetched. Some providers give the e-mail address only at the userinfo
 * endpoint, which is asked if the ID token has none. Then the address and whether it is verified are userinfo's alone; other
 * claims, such as groups, are the ID token's where it has them.
 */
export async function personOf(
  { config, keys }: Provider,
  tokens: Tokens,
  { clientId, groupsClaim, allowed }: PersonOptions,
): Promise<Person | null> {
  const claims = tokens.claims()
  if (!claims || tokens.id_token === undefined) return null
  const { protectedHeader } = await compactVerify(tokens.id_token, keys, { algorithms: signatureAlgorithms })
  const flaw = findFlaw(protectedHeader, claims, clientId)
  if (flaw) throw flawedToken(flaw)
  const reading = { issuer: claims.iss, groupsClaim, allowed, emailNeedsProof: true }
  if ((claims['email'] ?? null) !== null || config.serverMetadata().userinfo_endpoint === undefined)
    return readPerson(claims, reading)
  // It is refused unless its `sub` is the ID token's (OpenID Connect Core, 5.3.2).
  const userInfo = await openid.fetchUserInfo(config, tokens.access_token, claims.sub)
  const { email, email_verified: verified } = userInfo
  return readPerson({ ...userInfo, ...claims, email, email_verified: verified }, reading)
}
