/** Numbers above this are seconds since 1970, which some servers send, not a wait of thirty years. */
const firstTimestamp = 1_000_000_000

/** An HTTP date begins with the name of a day. `Date.parse` alone takes "-5" for a date too. */
const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /

/** Matches each of the values that are joined with commas; a date has a comma of its own. */
const values = /\s*(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?[^,]+/g

/**
 * Reads a waiting time: `Retry-After` (RFC 9110: seconds or an HTTP date), or Linq's `error.retry_after`.
 * @param value the value; of several that a client has joined with commas the longest wait counts.
 * @param date the `Date` header of the same response, so that a date is compared with the clock that wrote it.
 * @param now this machine's clock in milliseconds since 1970, for a response without a `Date`.
 * @returns whole seconds from the response on, 1 at the least; null when there is none or it cannot be read.
 */
export function readRetryAfter(value: string | null, date: string | null, now: number): number | null {
  const text = value?.trim() ?? ''
  const sentAt = httpDate.test(date ?? '') ? Date.parse(date ?? '') : NaN
  const reference = Number.isNaN(sentAt) ? now : sentAt
  const waits = (text.match(values) ?? []).map((one) => secondsOf(one.trim(), reference))
  const seconds = Math.max(...waits)
  return !Number.isFinite(seconds) ? null : Math.max(1, Math.ceil(seconds))
}

function secondsOf(text: string, reference: number): number {
  // An asctime date has no zone, and is in UTC.
  if (httpDate.test(text)) return (Date.parse(/[0-9]{4}$/.test(text) ? `${text} GMT` : text) - reference) / 1000
  if (!/^[0-9]{1,12}(?:\.[0-9]{1,9})?$/.test(text)) return NaN
  const seconds = Number(text)
  return seconds < firstTimestamp ? seconds : seconds - reference / 1000
}
