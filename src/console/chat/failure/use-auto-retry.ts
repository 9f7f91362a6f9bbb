import { useEffect, useEffectEvent, useState } from 'react'

import { fixedNow } from '../../settings/url-overrides.ts'
import type { ChatLookupError } from '../../data/failure.ts'
import { retryDelayOf } from '../../data/retry-delay.ts'

export interface RetryCountdown {
  /** Whole seconds until the automatic retry. */
  left: number
  stop: () => void
}

/**
 * Counts down the delay that a failure asks for.
 * @param isRunning false ends it early.
 * @param atEnd is called once.
 * @returns whole seconds, 0 once it is over; null for a failure without a delay.
 */
export function useCountdown(error: ChatLookupError, isRunning: boolean, atEnd: () => void = () => {}): number | null {
  // The first render shows the whole delay, as the server's did. The difference of two clock readings would round differently.
  const [measured, setMeasured] = useState({ error, elapsed: 0, isOver: false })
  const { elapsed, isOver } = measured.error === error ? measured : { elapsed: 0, isOver: false }
  const seconds = retryDelayOf(error)
  const delay = (seconds ?? 0) * 1000
  const isTicking = seconds !== null && isRunning && !isOver
  const tick = useEffectEvent(() => {
    const sinceReply = performance.now() - error.details.receivedAt
    setMeasured({ error, elapsed: sinceReply, isOver: sinceReply >= delay })
    if (sinceReply >= delay) atEnd()
  })
  useEffect(() => {
    if (!isTicking || fixedNow() !== null) return
    const soon = setTimeout(() => tick(), 0)
    const timer = setInterval(() => tick(), 250)
    return () => {
      clearTimeout(soon)
      clearInterval(timer)
    }
  }, [isTicking])
  return seconds === null ? null : Math.max(0, Math.ceil((delay - elapsed) / 1000))
}

/**
 * Waits as long as a failure asks to, then retries.
 * @param autoRetry null after the first automatic retry: a second refusal is left to the person, so that open pages do not
 * retry for ever against a rate limit.
 * @returns null when no retry is planned.
 */
export function useAutoRetry(error: ChatLookupError, autoRetry: (() => void) | null): RetryCountdown | null {
  const [isStopped, setStopped] = useState(false)
  const isWaiting = autoRetry !== null && !isStopped
  const left = useCountdown(error, isWaiting, () => autoRetry?.())
  return isWaiting && left !== null ? { left, stop: () => setStopped(true) } : null
}

/** How often a server that is down is asked whether it is back, in milliseconds. */
const pollInterval = 3000

/** Retries as soon as this console's server responds again. */
export function useServerRecovery(isDown: boolean, retry: () => void): void {
  const onResponse = useEffectEvent(({ ok, type }: Response) => {
    // A redirect to a proxy's sign-in is a response too; the lookup then reports it.
    if (ok || type === 'opaqueredirect') retry()
  })
  useEffect(() => {
    if (!isDown || fixedNow() !== null) return
    const poll = () => void fetch('/healthz', { cache: 'no-store', redirect: 'manual' }).then(onResponse, () => {})
    const timer = setInterval(poll, pollInterval)
    return () => clearInterval(timer)
  }, [isDown])
}
