import { dateTimePattern } from '../../linq/date-time.ts'
import { renderContext } from '../settings/render-context.ts'

/** A time as it was sent. */
export interface SentTime {
  /** Milliseconds since 1970. */
  moment: number
  /** e.g. `2025-05-21 15:30:00 -05:00`, or `… UTC` where that was sent. */
  asSent: string
}

/**
 * Reads a join time: the documented `2025-05-21T15:30:00.000-05:00`, and the others of {@link dateTimePattern}.
 * @returns null for anything else, also for a date that does not exist: it is shown as the text it is. This machine's clock is
 * never used.
 */
export function parseSentTime(text: string): SentTime | null {
  const match = dateTimePattern.exec(text.trim())
  // Without a zone it names no moment.
  if (!match?.[7]) return null
  const part = (index: number) => Number(match[index] ?? 0)
  const [year, month, day] = [part(1), part(2), part(3)]
  const [hour, minute, second] = [part(4), part(5), part(6)]
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  const exists = wall.getUTCFullYear() === year && wall.getUTCMonth() === month - 1 && wall.getUTCDate() === day
  const [, , , , , , , , sign, offsetHours = '00', offsetMinutes = '00'] = match
  if (!exists || hour > 23 || minute > 59 || second > 59 || Number(offsetHours) > 23 || Number(offsetMinutes) > 59)
    return null
  const offsetMs = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000
  const fraction = Number(/\.(\d{1,3})/.exec(text)?.[1]?.padEnd(3, '0') ?? 0)
  const moment = wall.getTime() + fraction + (sign === '-' ? offsetMs : -offsetMs)
  // In UTC it may be a year of five digits, or before the year 0.
  if (!/^[0-9]{4}-/.test(new Date(moment).toISOString())) return null
  return {
    moment,
    asSent: `${clock(wall)} ${sign === undefined ? 'UTC' : offset(sign === '-', offsetHours, offsetMinutes)}`,
  }
}

/**
 * Writes a moment in a zone, always with the zone's name, in the same digits for every browser and language.
 * @param zone `UTC`, `local`, an IANA name, or `sent` for nothing.
 * @returns e.g. `2025-05-21 20:30:00 UTC`, `2025-05-21 22:30:00 +02:00 Europe/Berlin`; null for `sent`.
 */
export function formatInZone(moment: number, zone: string): string | null {
  if (zone === 'sent') return null
  if (zone === 'UTC') return `${clock(new Date(moment))} UTC`
  // Assembled from parts: the order and the spaces of a locale's own format change with the browser's version.
  const timeZone = zone === 'local' ? renderContext().localZone : zone
  const formatter = new Intl.DateTimeFormat('en-US', {
    ...(timeZone !== null && { timeZone }),
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  })
  const parts = Object.fromEntries(formatter.formatToParts(moment).map(({ type, value }) => [type, value]))
  const [, sign = '+', hours = '00', minutes = '00'] =
    /GMT([+\-\u2212])(\d{2}):(\d{2})/.exec(parts['timeZoneName'] ?? '') ?? []
  const wall = `${parts['year']}-${parts['month']}-${parts['day']} ${parts['hour']}:${parts['minute']}:${parts['second']}`
  // The requested name: browsers resolve aliases differently (Asia/Kolkata, Asia/Calcutta).
  const name = timeZone ?? formatter.resolvedOptions().timeZone
  const written = `${wall} ${offset(sign !== '+', hours, minutes)}`
  // A zone that is an offset is its own name.
  return /^[+-]/.test(name) ? written : `${written} ${name}`
}

const offset = (negative: boolean, hours: string, minutes: string) => `${negative ? '-' : '+'}${hours}:${minutes}`

const clock = (date: Date) => date.toISOString().slice(0, 19).replace('T', ' ')

/** Whether the runtime knows a time zone by this name. */
export function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
