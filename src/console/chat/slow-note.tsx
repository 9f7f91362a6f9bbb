import { useEffect, useState } from 'react'

import { fixedNow } from '../settings/url-overrides.ts'
import { t } from '../i18n/text.ts'

/** What is said after how many seconds. */
const notes = [
  [3, () => t`Still waiting for Linq…`],
  [8, () => t`This is taking longer than usual. You can wait, or look up another chat above.`],
] as const

/** @param waited the seconds that have passed when it is mounted. */
export function SlowNote({ waited }: { waited: number }) {
  const [text, setText] = useState(() => notes.findLast(([seconds]) => seconds <= waited)?.[1]() ?? '')
  useEffect(() => {
    if (fixedNow() !== null) return
    const timers = notes
      .filter(([seconds]) => seconds > waited)
      .map(([seconds, words]) => setTimeout(() => setText(words()), (seconds - waited) * 1000))
    return () => timers.forEach(clearTimeout)
  }, [waited])
  // Absolute, in the gap below the summary: it must shift nothing when the chat arrives.
  // A longer text covers the table below, which is empty while the chat is loading.
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
