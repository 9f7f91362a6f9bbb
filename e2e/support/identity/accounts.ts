/** The claims that the provider issues for an account. */
export interface Claims {
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
  groups?: string[]
}

const accounts: Record<string, Omit<Claims, 'sub'>> = {
  ann: { email: 'ann@example.com', email_verified: true, name: 'Ann Example', groups: ['support', 'staff'] },
  bob: { email: 'bob@elsewhere.test', email_verified: true, name: 'Bob Elsewhere' },
  eve: { email: 'eve@example.com', email_verified: false, name: 'Eve Example' },
}

/** The login whose address is only at the userinfo endpoint, as with providers that keep the ID token small. */
const onlyUserinfo = 'userinfo'

/** The claims of a login; every login has an account. */
export function claimsOf(login: string, use: 'id_token' | 'userinfo'): Claims {
  if (login === onlyUserinfo && use === 'id_token') return { sub: login }
  return { sub: login, ...(accounts[login] ?? { email: `${login}@example.com`, email_verified: true }) }
}
