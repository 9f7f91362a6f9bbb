import { type RefObject, useEffect, useRef, useState } from 'react'

import { fixedNow } from '../../settings/url-overrides.ts'
import type { ChatLookupError } from '../../data/failure.ts'
import { retryDelayOf } from '../../data/retry-delay.ts'

/** A wait that was asked for. */
export interface RetryCountdown {
  /** Whole seconds left until the one try that is made by itself. */
  left: number
  stop: () => void
}

/**
 * Counts down the time that a failure asks for, and then tries once by itself.
 * @param triedByItself remembers that one try; a second refusal is left to the person, since many consoles that try for
 * ever are what a rate limit is against.
 * @returns null when nothing is waited for: nobody asked to, stopped, or tried by itself already.
 */
export function useAutoRetry(
  error: ChatLookupError,
  retry: () => void,
  triedByItself: RefObject<boolean>,
): RetryCountdown | null {
  // The first drawing, which a server may have made a while ago, shows the whole wait.
  const [now, setNow] = useState(error.details.at)
  const seconds = retryDelayOf(error)
  const [waiting, setWaiting] = useState(() => seconds !== null && !triedByItself.current)
  const until = error.details.at + (seconds ?? 0) * 1000
  const latest = useRef(retry)
  useEffect(() => {
    latest.current = retry
  })
  useEffect(() => {
    if (!waiting || fixedNow() !== null) return
    const tick = () => {
      setNow(Date.now())
      if (Date.now() < until) return
      triedByItself.current = true
      setWaiting(false)
      latest.current()
    }
    const soon = setTimeout(tick, 0)
    const timer = setInterval(tick, 250)
    return () => {
      clearTimeout(soon)
      clearInterval(timer)
    }
  }, [waiting, until, triedByItself])
  return waiting ? { left: Math.max(0, Math.ceil((until - now) / 1000)), stop: () => setWaiting(false) } : null
}

/** How often a server that is gone is asked whether it is back, in milliseconds. */
const askEvery = 3000

/** Tries again as soon as this console's server answers again; `gone` while it does not. */
export function useServerRecovery(isDown: boolean, retry: () => void): void {
  const latest = useRef(retry)
  useEffect(() => {
    latest.current = retry
  })
  useEffect(() => {
    if (!isDown || fixedNow() !== null) return
    const timer = setInterval(() => {
      // A proxy in front that wants a new sign-in is an answer too; the lookup then says so.
      void fetch('/healthz', { cache: 'no-store', redirect: 'manual' }).then(
        ({ ok, type }) => (ok || type === 'opaqueredirect') && latest.current(),
        () => {}, // Still gone.
      )
    }, askEvery)
    return () => clearInterval(timer)
  }, [isDown])
}
