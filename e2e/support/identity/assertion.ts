import type { JWTPayload } from 'jose'

import { type SigningKey, sign, signForeign, signHmac, unsigned } from './keys.ts'

/** The default audience of an assertion. */
export const audience = 'test-audience'

/** The claims of an assertion; an empty text leaves its claim out. */
export interface Assertion {
  email?: string
  /** Default: the e-mail address. */
  sub?: string
  /** Default: `test-audience`. A list stays a list, as Cloudflare Access sends it. */
  aud?: string | readonly string[]
  /** Default: the proxy's address. */
  iss?: string
  /** Seconds from now, also negative. Default: five minutes. */
  expiresIn?: number
  /** Seconds from now. Default: now, or before it expired. */
  issuedIn?: number
  azp?: string
  /** The type in the header. Default: JWT. */
  typ?: string
  alg?: SigningKey['alg'] | 'HS256' | 'none'
  /** Signs with a key that is not in the key set, with the key ID of one that is. */
  foreignKey?: boolean
  groups?: readonly string[]
}

/** The proxy's keys, one for each algorithm. */
export type Keys = Record<SigningKey['alg'], SigningKey>

/** Creates an assertion, signed with the given algorithm and key. */
export async function mint(assertion: Assertion, { issuer, keys }: { issuer: string; keys: Keys }): Promise<string> {
  const { alg = 'RS256', foreignKey = false, typ } = assertion
  const claims = claimsOf(assertion, issuer)
  if (alg === 'none') return unsigned(claims)
  if (alg === 'HS256') return await signHmac(claims, keys.RS256)
  return foreignKey ? await signForeign(claims, keys[alg]) : await sign(claims, keys[alg], typ)
}

function claimsOf(
  { email = '', sub = email, aud = audience, iss, azp, expiresIn = 300, issuedIn, groups }: Assertion,
  issuer: string,
): JWTPayload {
  const now = Math.floor(Date.now() / 1000)
  const exp = now + expiresIn
  const claims = { iss: iss ?? issuer, aud, azp, sub, email, groups }
  const present = Object.entries(claims).filter(([, value]) => value !== undefined && value !== '')
  // An expired assertion was issued before it expired.
  const iat = issuedIn === undefined ? Math.min(now, exp - 60) : now + issuedIn
  return { ...Object.fromEntries(present), iat, exp }
}

const texts = ['email', 'sub', 'iss', 'azp', 'typ'] as const
const algorithms = ['RS256', 'ES256', 'HS256', 'none'] as const

/** Reads an assertion from a query: `?email=ann@example.com&aud=a,b&expiresIn=-60&foreignKey=1`. */
export function readAssertion(query: URLSearchParams): Assertion {
  const aud = query.get('aud')
  const groups = query.get('groups')
  const expiresIn = query.get('expiresIn')
  const issuedIn = query.get('issuedIn')
  const algName = query.get('alg')
  const alg = algorithms.find((name) => name === algName)
  if (algName !== null && !alg) throw new Error(`No assertion is signed with ${algName}`)
  return {
    ...Object.fromEntries(texts.flatMap((name) => (query.has(name) ? [[name, query.get(name)]] : []))),
    ...(aud === null ? {} : { aud: aud.includes(',') ? list(aud) : aud }),
    ...(groups === null ? {} : { groups: list(groups) }),
    ...(expiresIn === null ? {} : { expiresIn: Number(expiresIn) }),
    ...(issuedIn === null ? {} : { issuedIn: Number(issuedIn) }),
    ...(alg ? { alg } : {}),
    foreignKey: query.get('foreignKey') === '1',
  }
}

const list = (text: string) => text.split(',').filter((entry) => entry !== '')

/** Writes an assertion as a query. */
export function writeAssertion({
  aud,
  groups,
  expiresIn,
  issuedIn,
  foreignKey,
  ...others
}: Assertion): URLSearchParams {
  return new URLSearchParams({
    ...others,
    // The trailing comma marks a list with one entry.
    ...(aud === undefined ? {} : { aud: typeof aud === 'string' ? aud : `${aud.join(',')},` }),
    ...(groups ? { groups: groups.join(',') } : {}),
    ...(expiresIn === undefined ? {} : { expiresIn: String(expiresIn) }),
    ...(issuedIn === undefined ? {} : { issuedIn: String(issuedIn) }),
    ...(foreignKey ? { foreignKey: '1' } : {}),
  })
}
