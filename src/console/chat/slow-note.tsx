import { useEffect, useState } from 'react'

/** Seconds after which a wait is explained, and what is said. */
const notes: [seconds: number, text: string][] = [
  [3, 'Still waiting for Linq…'],
  [8, 'This is taking longer than usual. You can wait, or look up another chat above.'],
]

/** Says that an answer is slow. Its place is kept from the start, so that nothing moves. */
export function SlowNote() {
  const [text, setText] = useState('')
  useEffect(() => {
    const timers = notes.map(([seconds, words]) => setTimeout(() => setText(words), seconds * 1000))
    return () => timers.forEach(clearTimeout)
  }, [])
  // In the gap under the facts, out of the flow: there is no room for it once the chat is there.
  return (
    <p
      role="status"
      data-slow=""
      className="absolute inset-x-0 top-full text-center text-xs text-ink-2 md:mt-0.5 md:text-sm"
    >
      {text}
    </p>
  )
}
