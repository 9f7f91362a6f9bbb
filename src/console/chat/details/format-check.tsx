import { useEffect } from 'react'

import { largeAnswerLength } from '../../../linq/chat.ts'
import type { YieldToMain } from '../../../linq/chunked-json.ts'
import { checkFormat, summarize } from '../../../linq/format-check.ts'
import type { ChatAnswer } from '../../data/answer.ts'
import { loadLargeAnswers } from '../../data/load-large.ts'
import { useResult } from '../../data/use-result.ts'
import { t } from '../../i18n/text.ts'
import { Pending } from '../../ui/pending-marker.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { card } from './card.ts'

const check = ({ body, formatCheck }: ChatAnswer) => formatCheck ?? summarize(checkFormat(body))
const checkInChunks = async ({ body, formatCheck }: ChatAnswer, pause: YieldToMain) =>
  formatCheck ?? (await loadLargeAnswers()).checkLargeFormat(body, pause)

interface FormatCheckCardProps {
  answer: ChatAnswer
  /** Called with the number of differences; null while a long answer is being checked. */
  onDrift: (differences: number | null) => void
}

/** How an answer differs from the documented format. */
export function FormatCheckCard({ answer, onDrift }: FormatCheckCardProps) {
  const found = useResult(answer, answer.body.length >= largeAnswerLength, check, checkInChunks)
  useEffect(() => onDrift(found?.count ?? null), [found, onDrift])
  return (
    <section aria-labelledby="format" data-differences={found?.count} className={card}>
      <h2 id="format" className="flex min-h-14 items-center px-4 text-lg font-semibold">
        {t`Format check`}
      </h2>
      <div className="border-t border-line px-4 py-3">
        {found === null ? (
          <>
            <p className="text-ink-3">{t`Checking…`}</p>
            <Pending />
          </>
        ) : found.count === 0 ? (
          <p className="text-ok">{t`No differences from the documented format.`}</p>
        ) : (
          <>
            <p className="font-medium text-warn">
              {found.count === 1
                ? t`${found.count} difference from the documented format`
                : t`${found.count} differences from the documented format`}
            </p>
            <ul className="mt-2 grid gap-1 text-sm text-ink-2">
              {found.first.map(({ field, kind, text }) => (
                <li key={`${field} ${kind}`} className="overflow-clip">
                  <VisibleText text={text} />
                </li>
              ))}
              {found.count > found.first.length && <li>{t`… and ${found.count - found.first.length} more`}</li>}
            </ul>
            <p className="mt-3 text-sm text-ink-3">
              {t`The page shows everything it could read. If this keeps happening, contact your administrator.`}
            </p>
          </>
        )}
      </div>
    </section>
  )
}
