import type { HeaderReader } from '../../visit.ts'
import { readCookie, writeCookie } from './cookies.ts'
import type { Identity } from '../identity.ts'
import { type Allowed, isAllowed, type Person } from '../person.ts'
import { createRemembered } from './expiring-set.ts'
import { createSealer } from './encrypted-token.ts'

/** The prefix makes browsers refuse it from any other host and over plain http. */
export const sessionCookie = '__Host-chat-console'

/** How long a session lasts, in milliseconds: without a request, and at the most. */
export const sessionLimits = { idle: 30 * 60_000, whole: 8 * 60 * 60_000 }

/** A session is written anew when its last request is this old, not at each one. */
const renewAfter = 60_000

/** How many ended sessions are remembered. */
const mostEnded = 100_000

/** How many groups are kept, and in how many bytes: browsers drop a cookie of more than 4,096 without a word. */
const mostGroups = { count: 20, bytes: 800 }

/** The sessions of this console: each is in its browser's cookie alone, so that any process can serve it. */
export interface Sessions {
  /** Begins one for somebody who has just signed in. @returns its cookie. */
  begin: (person: Person) => Promise<string>
  identify: (headers: HeaderReader) => Promise<Identity>
  /**
   * Ends the one that a request carries; a copy of its cookie is worthless from then on, in this process.
   * @returns what removes the cookie.
   */
  end: (headers: HeaderReader) => Promise<string>
}

interface Session {
  /** Random; another one at each sign-in. */
  id: string
  person: Person
  /** Milliseconds since 1970. */
  began: number
  seen: number
}

/** @param now milliseconds since 1970. */
export function createSessions(secrets: readonly string[], allowed: Allowed, now: () => number = Date.now): Sessions {
  const sealer = createSealer(secrets, 'session')
  const ended = createRemembered(mostEnded, now)

  const write = async (session: Session) => {
    const left = Math.min(session.began + sessionLimits.whole, session.seen + sessionLimits.idle) - now()
    const seconds = Math.max(1, Math.ceil(left / 1000))
    return writeCookie(sessionCookie, await sealer.seal({ ...session }, seconds), seconds)
  }
  const read = async (headers: HeaderReader): Promise<Session | null> => {
    const session = readSession(await sealer.open(readCookie(headers, sessionCookie) ?? ''))
    if (!session || ended.has(session.id)) return null
    const over = now() >= Math.min(session.began + sessionLimits.whole, session.seen + sessionLimits.idle)
    return over ? null : session
  }

  return {
    begin: async (person) => {
      const kept = { ...person, groups: fewGroups(person.groups) }
      return await write({ id: crypto.randomUUID(), person: kept, began: now(), seen: now() })
    },
    identify: async (headers) => {
      const session = await read(headers)
      if (!session) return { kind: 'nobody' }
      const { id, person, began, seen } = session
      const renew = async () => {
        const cookie = await write({ ...session, seen: now() })
        // Asked last: the person may sign out at any time before.
        return ended.has(id) ? null : cookie
      }
      return {
        kind: 'person',
        person,
        // Asked each time: who is taken off the list is out with the next start, whatever their cookie says.
        allowed: isAllowed(person, allowed),
        until: began + sessionLimits.whole,
        ...(now() - seen >= renewAfter && { renew }),
      }
    },
    end: async (headers) => {
      const session = await read(headers)
      if (session) ended.add(session.id, session.began + sessionLimits.whole)
      return writeCookie(sessionCookie, '', 0)
    },
  }
}

/** As many groups as a cookie has room for. Any one that is allowed is enough, and others are not in here. */
function fewGroups(groups: readonly string[]): string[] {
  const few: string[] = []
  let left = mostGroups.bytes
  for (const group of groups) {
    const bytes = new TextEncoder().encode(JSON.stringify(group)).length + 1
    if (few.length === mostGroups.count || bytes > left) continue
    few.push(group)
    left -= bytes
  }
  return few
}

/** Reads what was sealed; null for anything an older build may have sealed otherwise. */
function readSession(content: Record<string, unknown> | null): Session | null {
  if (!content) return null
  const { id, person, began, seen } = content
  if (typeof id !== 'string' || typeof began !== 'number' || typeof seen !== 'number') return null
  if (typeof person !== 'object' || person === null) return null
  const { id: personId, email, name, groups }: Record<string, unknown> = Object.fromEntries(Object.entries(person))
  if (typeof personId !== 'string') return null
  return {
    id,
    began,
    seen,
    person: {
      id: personId,
      email: typeof email === 'string' ? email : null,
      name: typeof name === 'string' ? name : null,
      groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [],
    },
  }
}
