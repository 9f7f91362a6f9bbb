import type { ChatLookupError } from './failure.ts'

/** The longest wait that is sat out, in seconds: no answer may park a page for an hour. */
const longestWait = 300

/** Seconds to wait where a rate limit asks to wait and does not say how long. */
const usualWait = 10

/** Seconds that a failure asks to wait before the next try; null where it asks for none. */
export function retryDelayOf({ failure, details }: ChatLookupError): number | null {
  const asked =
    failure === 'rate-limited'
      ? (details.retryAfter ?? usualWait)
      : failure === 'upstream-error'
        ? details.retryAfter
        : null
  return asked === null ? null : Math.min(longestWait, asked)
}
