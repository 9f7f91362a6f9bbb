import { largeAnswerLength } from '../../../linq/chat.ts'
import type { YieldToMain } from '../../../linq/chunked-json.ts'
import type { ChatAnswer } from '../../data/answer.ts'
import { useResult } from '../../data/use-result.ts'
import { t } from '../../i18n/text.ts'
import { AlertIcon } from '../../ui/more-icons.tsx'
import { findHints, findHintsInChunks } from './hints.ts'

// Compared with the time of the answer, so that the same answer always has the same hints.
const find = ({ chat, fetchedAt }: ChatAnswer) => findHints(chat, fetchedAt)
const findInChunks = ({ chat, fetchedAt }: ChatAnswer, pause: YieldToMain) => findHintsInChunks(chat, fetchedAt, pause)

/** What is worth a second look in a chat. */
export function Hints({ answer }: { answer: ChatAnswer }) {
  const hints = useResult(answer, answer.body.length >= largeAnswerLength, find, findInChunks) ?? []
  if (hints.length === 0) return null
  return (
    <ul
      aria-label={t`Hints`}
      className="grid gap-2 rounded-lg border border-transparent bg-warn-weak px-4 py-3 text-warn"
    >
      {hints.map((hint, index) => (
        <li key={`${index} ${hint}`} className="flex items-center gap-2">
          <AlertIcon />
          {hint}
        </li>
      ))}
    </ul>
  )
}
