/** A time as it was sent, readable, with the same moment in UTC. */
export interface SentTime {
  /** e.g. `2025-05-21 15:30:00 −05:00`: the wall clock and the offset that were sent. */
  asSent: string
  /** e.g. `2025-05-21 20:30:00 UTC`. */
  utc: string
}

const format = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})$/i

/**
 * Reads a join time: the documented `2025-05-21T15:30:00.000-05:00`, and `2025-05-21 15:30:00 -0600` or `…Z` as seen in practice.
 * @returns null for anything else, a date that does not exist included; it is then shown as the text it is. Never the clock of this machine.
 */
export function readSentTime(text: string): SentTime | null {
  const match = format.exec(text.trim())
  if (!match) return null
  const part = (index: number) => Number(match[index] ?? 0)
  const [year, month, day] = [part(1), part(2), part(3)]
  const [hour, minute, second] = [part(4), part(5), part(6)]
  const zone = (match[7] ?? 'Z').toUpperCase()
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  const exists = wall.getUTCFullYear() === year && wall.getUTCMonth() === month - 1 && wall.getUTCDate() === day
  const [offsetHours, offsetMinutes] = zone === 'Z' ? [0, 0] : [Number(zone.slice(1, 3)), Number(zone.slice(-2))]
  if (!exists || hour > 23 || minute > 59 || second > 59 || offsetHours > 23 || offsetMinutes > 59) return null
  const sign = zone.startsWith('-') ? -1 : 1
  const utc = new Date(wall.getTime() - sign * (offsetHours * 60 + offsetMinutes) * 60_000)
  // U+2212, the minus sign: a hyphen would be as wide as half of the plus.
  const offset = zone === 'Z' ? 'UTC' : `${sign < 0 ? '\u2212' : '+'}${zone.slice(1, 3)}:${zone.slice(-2)}`
  return { asSent: `${clock(wall)} ${offset}`, utc: `${clock(utc)} UTC` }
}

const clock = (date: Date) => date.toISOString().slice(0, 19).replace('T', ' ')
