import { t } from '../text.ts'
import { AlertIcon } from '../ui/more-icons.tsx'
import { hintsOf } from './hints.ts'
import type { ChatAnswer } from './query.ts'

/** What is worth a second look in a chat. */
export function Hints({ answer }: { answer: ChatAnswer }) {
  // Judged by when the answer came, so that the same answer always says the same.
  const hints = hintsOf(answer.chat, answer.fetchedAt)
  if (hints.length === 0) return null
  return (
    <ul
      aria-label={t`Hints`}
      className="grid gap-2 rounded-lg border border-transparent bg-warn-weak px-4 py-3 text-warn"
    >
      {hints.map((hint) => (
        <li key={hint} className="flex items-center gap-2">
          <AlertIcon />
          {hint}
        </li>
      ))}
    </ul>
  )
}
