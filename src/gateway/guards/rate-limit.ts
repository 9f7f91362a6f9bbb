import { failed, type Outcome } from '../response.ts'

/** How many requests a person may send at once. */
export const burst = 20

/** How many searches a person may send at once: those of a minute, up to {@link burst}. */
export const searchBurst = (perMinute: number): number => Math.min(perMinute, burst)

/** Between this many and twice as many people are tracked, those with the latest requests. All others have a full bucket. */
const trackedPeople = 10_000

/** Charges one request to a person, or an IP address; returns the milliseconds to wait, 0 when it is allowed. */
export type RateLimiter = (key: string) => number

/**
 * A token bucket for each person: so many requests at once, which refill evenly. It counts in this process alone, so several
 * processes allow that many times more.
 * @param perMinute 0 for no limit.
 * @param capacity how many at once.
 * @param now milliseconds of a monotonic clock.
 */
export function createRateLimiter(
  perMinute: number,
  capacity = burst,
  now: () => number = () => performance.now(),
): RateLimiter {
  if (perMinute === 0) return () => 0
  const each = 60_000 / perMinute
  /** When each person's bucket is full again; `earlier` has the people before those in `recent`. */
  let recent = new Map<string, number>()
  let earlier = new Map<string, number>()
  return (key) => {
    const time = now()
    const full = Math.max(time, recent.get(key) ?? earlier.get(key) ?? 0)
    // Whole milliseconds: with a fraction, rounding would refuse the last request that is allowed.
    const wait = Math.floor(full - time - (capacity - 1) * each)
    recent.set(key, wait > 0 ? full : full + each)
    if (recent.size === trackedPeople) [earlier, recent] = [recent, new Map()]
    return Math.max(0, wait)
  }
}

/** Refuses a person's lookups above the limit: they must not use up what Linq allows the whole account. */
export const checkRateLimit = (limiter: RateLimiter, person: string, perMinute: number): Outcome | null =>
  refuseWait(
    limiter(person),
    'too_many_lookups',
    `This console allows each person ${burst} lookups at once, and ${perMinute} a minute.`,
  )

/** Refuses a person's searches above the limit: the list of who is in which chat must not be read number by number. */
export const checkSearchLimit = (limiter: RateLimiter, person: string, perMinute: number): Outcome | null =>
  refuseWait(
    limiter(person),
    'too_many_searches',
    `This console limits each person’s searches to ${searchBurst(perMinute)} at once, and ${perMinute} a minute; each further page of a list counts as one.`,
  )

function refuseWait(wait: number, code: 'too_many_lookups' | 'too_many_searches', detail: string): Outcome | null {
  if (wait === 0) return null
  const seconds = Math.max(1, Math.ceil(wait / 1000))
  return failed(code, `${detail} Wait ${seconds} s.`, { headers: { 'retry-after': String(seconds) } })
}
