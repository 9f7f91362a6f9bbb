import { type Answer, failed } from '../response.ts'

/** How many lookups may come at once before the rate counts. */
export const burst = 20

/** How many people are remembered. With more, whoever asked longest ago starts afresh. */
const mostPeople = 10_000

/** Takes one lookup of somebody's; tells how many milliseconds they have to wait, 0 when it is theirs. */
export type Limiter = (who: string) => number

/**
 * Limits each person to a number of lookups a minute: a bucket of {@link burst} lookups that refills evenly. It counts in
 * this process alone, so several processes allow as many times as much.
 * @param perMinute 0 for no limit.
 * @param now milliseconds on a clock that never goes back.
 */
export function createLimiter(perMinute: number, now: () => number = () => performance.now()): Limiter {
  if (perMinute === 0) return () => 0
  const each = 60_000 / perMinute
  /** When each person's bucket is full again. */
  const fullAt = new Map<string, number>()
  return (who) => {
    const time = now()
    const full = Math.max(time, fullAt.get(who) ?? 0)
    const wait = full + each - burst * each - time
    if (wait > 0) return wait
    // Written anew, so that the map's order is that of the last lookup.
    fullAt.delete(who)
    fullAt.set(who, full + each)
    if (fullAt.size > mostPeople) forgetOldest(fullAt)
    return 0
  }
}

/** Not looked for before it has to go: the map passes over all that was written anew to find it. */
function forgetOldest(people: Map<string, unknown>): void {
  const oldest = people.keys().next().value
  if (oldest !== undefined) people.delete(oldest)
}

/** The fifth check: one person's lookups must not use up what Linq gives the whole account. */
export function checkLimit(limiter: Limiter, who: string, perMinute: number): Answer | null {
  const wait = limiter(who)
  if (wait === 0) return null
  const seconds = Math.max(1, Math.ceil(wait / 1000))
  return failed(
    'too_many_lookups',
    `This console allows each person ${perMinute} lookups a minute. Wait ${seconds} s.`,
    { headers: { 'retry-after': String(seconds) } },
  )
}
