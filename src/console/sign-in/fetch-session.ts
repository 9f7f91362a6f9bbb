import { serverConfig } from '../settings/url-overrides.ts'

interface SignedInPerson {
  email: string | null
  name: string | null
  id: string
  /** False for a person who may not find chats by a number. */
  maySearch?: false
}

/** The answer of `GET /auth/session`. */
export interface Session {
  /** Null where no sign-in is configured. */
  signIn: 'oidc' | 'proxy' | null
  person: SignedInPerson | null
  allowed: boolean
  /** Why a person may not look up chats. */
  refusal?: string
  /** When it expires, ISO 8601; null where a proxy decides. */
  until: string | null
}

/**
 * Asks the server who is signed in.
 * @throws for an answer that does not say so: what was known stays.
 */
export async function fetchSession(): Promise<Session> {
  const answer = await fetch('/auth/session', { headers: { accept: 'application/json' }, redirect: 'manual' })
  // A proxy redirects an expired session to its sign-in.
  if (answer.type === 'opaqueredirect' || answer.status === 401) return signedOut()
  if (!answer.ok) throw new Error(`/auth/session answered ${answer.status}`)
  return readSession(await answer.json())
}

const signedOut = (): Session => ({
  signIn: serverConfig('sign-in') === 'proxy' ? 'proxy' : 'oidc',
  person: null,
  allowed: false,
  until: null,
})

const isText = (value: unknown): value is string => typeof value === 'string'
const textOrNull = (value: unknown): string | null => (isText(value) ? value : null)
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Reads the body of `/auth/session`; a person without an ID is ignored. */
export function readSession(json: unknown): Session {
  if (!isObject(json)) throw new Error('/auth/session sent no session')
  const { signIn, person, allowed, refusal, until } = json
  return {
    signIn: signIn === 'oidc' || signIn === 'proxy' ? signIn : null,
    person:
      isObject(person) && isText(person['id'])
        ? {
            email: textOrNull(person['email']),
            name: textOrNull(person['name']),
            id: person['id'],
            ...(person['maySearch'] === false && { maySearch: false }),
          }
        : null,
    allowed: allowed === true,
    ...(isText(refusal) && { refusal }),
    until: isText(until) && !Number.isNaN(Date.parse(until)) ? until : null,
  }
}
