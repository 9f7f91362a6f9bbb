import { useMemo } from 'react'

import { largeAnswerLength } from '../../../linq/chat.ts'
import type { YieldToMain } from '../../../linq/chunked-json.ts'
import { t } from '../../i18n/text.ts'
import { AlertIcon } from '../../ui/more-icons.tsx'
import { hintsOf, hintsOfMany } from './hints.ts'
import { useLater } from '../../data/use-chunked-result.ts'
import type { ChatAnswer } from '../../data/answer.ts'

const findHints = ({ chat, fetchedAt }: ChatAnswer, pause: YieldToMain) => hintsOfMany(chat, fetchedAt, pause)

/** What is worth a second look in a chat. */
export function Hints({ answer }: { answer: ChatAnswer }) {
  const isLong = answer.body.length >= largeAnswerLength
  // Judged by when the answer came, so that the same answer always says the same.
  const atOnce = useMemo(() => (isLong ? null : hintsOf(answer.chat, answer.fetchedAt)), [answer, isLong])
  const later = useLater(isLong ? answer : null, findHints)
  const hints = atOnce ?? later ?? []
  if (hints.length === 0) return null
  return (
    <ul
      aria-label={t`Hints`}
      className="grid gap-2 rounded-lg border border-transparent bg-warn-weak px-4 py-3 text-warn"
    >
      {hints.map((hint, index) => (
        <li key={index} className="flex items-center gap-2">
          <AlertIcon />
          {hint}
        </li>
      ))}
    </ul>
  )
}
