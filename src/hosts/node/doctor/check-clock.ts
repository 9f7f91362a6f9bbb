import { type Finding, ok, warning, wrong } from './finding.ts'

/** How far the clock may be off, in seconds: beyond the first it is told, beyond the second sign-ins fail. */
const clockOff = { told: 10, wrong: 60 }

/** Compares this machine's clock with those of the servers that answered. */
export function checkClock(offsets: number[]): Finding {
  const what = 'Clock'
  if (offsets.length === 0) return ok(what, 'there was nobody to compare it with.')
  // One server may be wrong itself; the smallest difference is what all agree on at best.
  const least = Math.min(...offsets.map(Math.abs))
  if (least <= clockOff.told) return ok(what, 'it agrees with the servers that answered.')
  const words = `it differs from the servers that answered by ${Math.round(least)} s`
  return least > clockOff.wrong
    ? wrong(what, `${words}, so sign-ins fail. Set the clock, for example by NTP.`)
    : warning(what, `${words}. Set the clock, for example by NTP.`)
}

/** Notes by how many seconds a server's clock differs from this one; its header has whole seconds. */
export function noteDate({ headers }: Response, offsets: number[]): void {
  const sent = Date.parse(headers.get('date') ?? '')
  if (!Number.isNaN(sent)) offsets.push((sent - Date.now()) / 1000)
}
