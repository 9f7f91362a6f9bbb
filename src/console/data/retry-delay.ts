import type { ChatLookupError } from './failure.ts'

/** The longest delay before an automatic retry, in seconds. */
export const longestDelay = 300

/** The delay where a rate limit does not say how long, in seconds. */
const usualWait = 10

/** Seconds to wait before a retry; null where a failure asks for none. */
export function retryDelayOf({ failure, details }: ChatLookupError): number | null {
  const asked =
    failure === 'rate-limited'
      ? (details.retryAfter ?? usualWait)
      : failure === 'upstream-error'
        ? details.retryAfter
        : null
  return asked === null ? null : Math.min(longestDelay, asked)
}
