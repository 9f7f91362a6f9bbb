import { readCookie, writeCookie } from './cookies.ts'
import type { Identity } from './identity.ts'
import { type Allowed, isAllowed, type Person } from './person.ts'
import { createSealer } from './seal.ts'

/** The prefix makes browsers refuse it from any other host and over plain http. */
export const sessionCookie = '__Host-chat-console'

/** How long a session lasts, in milliseconds: without a request, and at the most. */
export const sessionLimits = { idle: 30 * 60_000, whole: 8 * 60 * 60_000 }

/** A session is written anew when its last request is this old, not at each one. */
const renewAfter = 60_000

/** How many ended sessions are remembered; with more the oldest is forgotten. */
const mostEnded = 100_000

/** The sessions of this console: each is in its browser's cookie alone, so that any process can serve it. */
export interface Sessions {
  /** Begins one for somebody who has just signed in. @returns its cookie. */
  begin: (person: Person) => Promise<string>
  identify: (headers: Headers) => Promise<Identity>
  /**
   * Ends the one that a request carries; a copy of its cookie is worthless from then on, in this process.
   * @returns what removes the cookie.
   */
  end: (headers: Headers) => Promise<string>
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
  /** The sessions that people ended, with when they would have ended anyway. */
  const ended = new Map<string, number>()

  const write = async (session: Session) => {
    const left = Math.min(session.began + sessionLimits.whole, session.seen + sessionLimits.idle) - now()
    const seconds = Math.max(1, Math.ceil(left / 1000))
    return writeCookie(sessionCookie, await sealer.seal({ ...session }, seconds), seconds)
  }
  const read = async (headers: Headers): Promise<Session | null> => {
    const session = readSession(await sealer.open(readCookie(headers, sessionCookie) ?? ''))
    if (!session || ended.has(session.id)) return null
    const over = now() >= Math.min(session.began + sessionLimits.whole, session.seen + sessionLimits.idle)
    return over ? null : session
  }

  return {
    begin: async (person) => await write({ id: crypto.randomUUID(), person, began: now(), seen: now() }),
    identify: async (headers) => {
      const session = await read(headers)
      if (!session) return { kind: 'nobody' }
      const { person, began, seen } = session
      return {
        kind: 'person',
        person,
        // Asked each time: who is taken off the list is out with the next start, whatever their cookie says.
        allowed: isAllowed(person, allowed),
        until: began + sessionLimits.whole,
        ...(now() - seen >= renewAfter && { cookie: await write({ ...session, seen: now() }) }),
      }
    },
    end: async (headers) => {
      const session = await read(headers)
      if (session) {
        for (const [id, until] of ended) if (until < now() || ended.size >= mostEnded) ended.delete(id)
        ended.set(session.id, session.began + sessionLimits.whole)
      }
      return writeCookie(sessionCookie, '', 0)
    },
  }
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
