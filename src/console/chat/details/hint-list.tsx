import { useMemo } from 'react'

import { largeAnswerLength } from '../../../linq/chat.ts'
import type { YieldToMain } from '../../../linq/chunked-json.ts'
import { t } from '../../i18n/text.ts'
import { AlertIcon } from '../../ui/more-icons.tsx'
import { findHints, findHintsInChunks } from './hints.ts'
import { useChunkedResult } from '../../data/use-chunked-result.ts'
import type { ChatAnswer } from '../../data/answer.ts'

const findHintsLater = ({ chat, fetchedAt }: ChatAnswer, pause: YieldToMain) =>
  findHintsInChunks(chat, fetchedAt, pause)

/** What is worth a second look in a chat. */
export function Hints({ answer }: { answer: ChatAnswer }) {
  const isLong = answer.body.length >= largeAnswerLength
  // Judged by when the answer came, so that the same answer always says the same.
  const atOnce = useMemo(() => (isLong ? null : findHints(answer.chat, answer.fetchedAt)), [answer, isLong])
  const later = useChunkedResult(isLong ? answer : null, findHintsLater)
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
