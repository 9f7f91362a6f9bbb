import { useEffect, useState } from 'react'

import { fixedNow } from '../settings/url-overrides.ts'
import { t } from '../i18n/text.ts'

/** Seconds after which a wait is explained, and what is said. */
const notes = [
  [3, () => t`Still waiting for Linq…`],
  [8, () => t`This is taking longer than usual. You can wait, or look up another chat above.`],
] as const

/**
 * Says that an answer is slow. Its place is kept from the start, so that nothing moves.
 * @param waited for how many seconds already.
 */
export function SlowNote({ waited }: { waited: number }) {
  const [text, setText] = useState(() => notes.findLast(([seconds]) => seconds <= waited)?.[1]() ?? '')
  useEffect(() => {
    if (fixedNow() !== null) return
    const timers = notes
      .filter(([seconds]) => seconds > waited)
      .map(([seconds, words]) => setTimeout(() => setText(words()), (seconds - waited) * 1000))
    return () => timers.forEach(clearTimeout)
  }, [waited])
  // In the gap under the facts, out of the flow: there is no room for it once the chat is there.
  // Longer words need more than the gap has: they stand before what is below, which is empty as long as they do.
  return (
    <p
      role="status"
      data-slow=""
      className="absolute inset-x-0 top-full z-10 rounded-md bg-canvas text-center text-xs text-ink-2 md:mt-0.5 md:text-sm"
    >
      {text}
    </p>
  )
}
