import type { JWTPayload } from 'jose'

import { type SigningKey, sign, signForeign, signHmac, unsigned } from './keys.ts'

/** Whom an assertion is for unless somebody says otherwise. */
export const audience = 'test-audience'

/** What an assertion says; an empty text leaves its claim out. */
export interface Assertion {
  email?: string
  /** The e-mail address unless named. */
  sub?: string
  /** `test-audience` unless named; a list stays one, as Cloudflare Access sends it. */
  aud?: string | readonly string[]
  /** The proxy's address unless named. */
  iss?: string
  /** Seconds from now, also negative; five minutes unless named. */
  expiresIn?: number
  alg?: SigningKey['alg'] | 'HS256' | 'none'
  /** Signed with a key that is not in the key set, under the id of one that is. */
  foreignKey?: boolean
  groups?: readonly string[]
}

/** The proxy's keys, one for each algorithm. */
export type Keys = Record<SigningKey['alg'], SigningKey>

/** Makes an assertion, signed as it asks to be. */
export async function mint(assertion: Assertion, { issuer, keys }: { issuer: string; keys: Keys }): Promise<string> {
  const { alg = 'RS256', foreignKey = false } = assertion
  const claims = claimsOf(assertion, issuer)
  if (alg === 'none') return unsigned(claims)
  if (alg === 'HS256') return await signHmac(claims, keys.RS256)
  return await (foreignKey ? signForeign : sign)(claims, keys[alg])
}

function claimsOf(
  { email = '', sub = email, aud = audience, iss, expiresIn = 300, groups }: Assertion,
  issuer: string,
): JWTPayload {
  const now = Math.floor(Date.now() / 1000)
  const exp = now + expiresIn
  const claims = { iss: iss ?? issuer, aud, sub, email, groups }
  const named = Object.entries(claims).filter(([, value]) => value !== undefined && value !== '')
  // Also what ran out long ago was made before it ran out.
  return { ...Object.fromEntries(named), iat: Math.min(now, exp - 60), exp }
}

const texts = ['email', 'sub', 'iss'] as const
const algorithms = ['RS256', 'ES256', 'HS256', 'none'] as const

/** Reads what a query asks for: `?email=ann@example.com&aud=a,b&expiresIn=-60&foreignKey=1`. */
export function readAssertion(query: URLSearchParams): Assertion {
  const aud = query.get('aud')
  const groups = query.get('groups')
  const expiresIn = query.get('expiresIn')
  const wanted = query.get('alg')
  const alg = algorithms.find((name) => name === wanted)
  if (wanted !== null && !alg) throw new Error(`No assertion is signed with ${wanted}`)
  return {
    ...Object.fromEntries(texts.flatMap((name) => (query.has(name) ? [[name, query.get(name)]] : []))),
    ...(aud === null ? {} : { aud: aud.includes(',') ? list(aud) : aud }),
    ...(groups === null ? {} : { groups: list(groups) }),
    ...(expiresIn === null ? {} : { expiresIn: Number(expiresIn) }),
    ...(alg ? { alg } : {}),
    foreignKey: query.get('foreignKey') === '1',
  }
}

const list = (text: string) => text.split(',').filter((part) => part !== '')

/** Writes the query that asks for an assertion. */
export function writeAssertion({ aud, groups, expiresIn, foreignKey, ...others }: Assertion): URLSearchParams {
  return new URLSearchParams({
    ...others,
    // The last comma keeps a list of one a list.
    ...(aud === undefined ? {} : { aud: typeof aud === 'string' ? aud : `${aud.join(',')},` }),
    ...(groups ? { groups: groups.join(',') } : {}),
    ...(expiresIn === undefined ? {} : { expiresIn: String(expiresIn) }),
    ...(foreignKey ? { foreignKey: '1' } : {}),
  })
}
