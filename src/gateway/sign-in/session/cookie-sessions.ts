import { createExpiringSet } from '../../expiring-set.ts'
import type { HeaderReader } from '../../request.ts'
import { readCookie, writeCookie } from './cookies.ts'
import type { Identity } from '../identity.ts'
import { type Allowed, type Person, refusalOf } from '../person.ts'
import { createTokenCipher, type TokenKeys } from './encrypted-token.ts'

/** The prefix makes browsers refuse the cookie from any other host and over plain http. */
export const sessionCookie = '__Host-chat-console'

/** How long a session lasts, in milliseconds: without a request, and in all. */
export const sessionLimits = { idle: 30 * 60_000, absolute: 8 * 60 * 60_000 }

/** The time between two renewals of a session, in milliseconds; not every request renews it. */
const renewAfterMs = 60_000

/** How many ended sessions are remembered. */
const maxEnded = 100_000

/** How many groups are kept, and in how many bytes: browsers silently drop a cookie of more than 4,096 bytes. */
const maxGroups = { count: 20, bytes: 800 }

/** The sessions of this console. Each is stored in its browser's cookie alone, so that any process can serve it. */
export interface Sessions {
  /**
   * Begins a session for a person who has just signed in.
   * @returns the value of `Set-Cookie`.
   */
  begin: (person: Person) => Promise<string>
  /**
   * Begins one for the frame that sends these headers, in a partitioned cookie.
   * @returns the values of `Set-Cookie`: none where the frame has the browser's own session, since it is in a page of the
   * same site. Browsers would send both cookies there, and of two with one name neither counts.
   */
  beginInFrame: (person: Person, headers: HeaderReader) => Promise<string[]>
  identify: (headers: HeaderReader) => Promise<Identity>
  /**
   * Ends the session of a request; a copy of its cookie is invalid from then on, in this process.
   * @returns the value of `Set-Cookie` that removes it.
   */
  end: (headers: HeaderReader) => Promise<string>
}

interface Session {
  /** Random, and different at each sign-in. */
  id: string
  person: Person
  /** Milliseconds since 1970. */
  began: number
  seen: number
  /** Whether its cookie is for a frame in a page of another site. */
  partitioned: boolean
}

const endOf = ({ began, seen }: Session) => Math.min(began + sessionLimits.absolute, seen + sessionLimits.idle)

/** @param now milliseconds since 1970. */
export function createSessions(keys: TokenKeys, allowed: Allowed, now: () => number = Date.now): Sessions {
  const cipher = createTokenCipher<Session>(keys, 'session')
  const ended = createExpiringSet(maxEnded, now)

  const write = async (session: Session) => {
    const seconds = Math.max(1, Math.ceil((endOf(session) - now()) / 1000))
    return writeCookie(sessionCookie, await cipher.encrypt(session, seconds), seconds, session.partitioned)
  }
  const read = async (headers: HeaderReader): Promise<Session | null> => {
    const {
      id,
      person,
      began,
      seen,
      partitioned = false,
    } = await cipher.decrypt(readCookie(headers, sessionCookie) ?? '')
    if (!id || !person || !began || !seen || ended.has(id)) return null
    const session = { id, person, began, seen, partitioned }
    return now() >= endOf(session) ? null : session
  }

  const begin = async (person: Person, partitioned: boolean) => {
    const kept = { ...person, groups: fittingGroups(person.groups) }
    return await write({ id: crypto.randomUUID(), person: kept, began: now(), seen: now(), partitioned })
  }

  return {
    begin: async (person) => await begin(person, false),
    beginInFrame: async (person, headers) =>
      (await read(headers))?.partitioned === false ? [] : [await begin(person, true)],
    identify: async (headers) => {
      const session = await read(headers)
      if (!session) return { kind: 'anonymous' }
      const { id, person, began, seen } = session
      const renew = async () => {
        const cookie = await write({ ...session, seen: now() })
        // Checked last, since the person may sign out at any time.
        return ended.has(id) ? null : cookie
      }
      return {
        kind: 'person',
        person,
        // Checked at each request, so that people who are removed from the list lose access at the next start.
        refusal: refusalOf(person, allowed),
        until: began + sessionLimits.absolute,
        ...(now() - seen >= renewAfterMs && { renew }),
      }
    },
    end: async (headers) => {
      const session = await read(headers)
      if (session) ended.add(session.id, session.began + sessionLimits.absolute)
      return writeCookie(sessionCookie, '', 0, session?.partitioned)
    },
  }
}

/** As many groups as fit into the cookie. One that is allowed and one that may search are enough, and first. */
function fittingGroups(groups: readonly string[]): string[] {
  const fitting: string[] = []
  let left = maxGroups.bytes
  for (const group of groups) {
    const bytes = new TextEncoder().encode(JSON.stringify(group)).length + 1
    if (fitting.length === maxGroups.count || bytes > left) continue
    fitting.push(group)
    left -= bytes
  }
  return fitting
}
