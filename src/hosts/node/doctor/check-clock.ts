import { clockTolerance } from '../../../gateway/sign-in/clock-tolerance.ts'
import { type Finding, findingsAbout } from './finding.ts'

const { failure, ok, warning } = findingsAbout('Clock')

/** Seconds by which the clock may be off: above the first is a warning, above the second sign-ins fail. */
const tolerance = { warning: 10, error: clockTolerance }

/**
 * Compares this machine's clock with those of the servers that answered.
 * @param offsets the differences in seconds.
 */
export function checkClock(offsets: number[]): Finding {
  if (offsets.length === 0) return ok('no server answered to compare it with.')
  // One server's clock may be wrong, so the smallest difference counts.
  const least = Math.min(...offsets.map(Math.abs))
  if (least <= tolerance.warning) return ok('it matches the servers that answered.')
  const message = `it differs from the servers that answered by ${Math.round(least)} s`
  return least > tolerance.error
    ? failure(`${message}, so sign-ins fail. Set the clock, for example with NTP.`)
    : warning(`${message}. Set the clock, for example with NTP.`)
}

/** Adds the difference between a server's clock and this one, in seconds. The `Date` header has whole seconds. */
export function addOffset({ headers }: Response, offsets: number[]): void {
  const sent = Date.parse(headers.get('date') ?? '')
  if (!Number.isNaN(sent)) offsets.push((sent - Date.now()) / 1000)
}
