import { useEffect } from 'react'

import { largeAnswerLength } from '../../../linq/chat.ts'
import type { YieldToMain } from '../../../linq/chunked-json.ts'
import { checkFormat, type FormatCheck, summarize } from '../../../linq/format-check.ts'
import type { ChatAnswer } from '../../data/answer.ts'
import { largeAnswers } from '../../data/load-large.ts'
import { useResult } from '../../data/use-result.ts'
import { t } from '../../i18n/text.ts'
import { Pending } from '../../ui/pending-marker.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'

const check = ({ body, formatCheck }: ChatAnswer) => formatCheck ?? summarize(checkFormat(body))
const checkInChunks = async ({ body, formatCheck }: ChatAnswer, pause: YieldToMain) =>
  formatCheck ?? (await largeAnswers.load()).checkLargeFormat(body, pause)

interface FormatCheckPartProps {
  answer: ChatAnswer
  /** Called with the number of differences; null while a long answer is being checked. */
  onDrift: (differences: number | null) => void
}

/** How an answer differs from the documented format: a word while it does not, else a list on a line of its own. */
export function FormatCheckPart({ answer, onDrift }: FormatCheckPartProps) {
  const found = useResult(answer, answer.body.length >= largeAnswerLength, check, checkInChunks)
  useEffect(() => onDrift(found?.count ?? null), [found, onDrift])
  const isListed = found !== null && found.count > 0
  return (
    <section
      aria-labelledby="format"
      data-differences={found?.count}
      className={
        isListed ? 'order-1 w-full border-t border-line px-4 py-3' : 'flex min-h-8 items-center px-4 md:min-h-14'
      }
    >
      <h2 id="format" className={isListed ? 'text-lg font-semibold' : 'sr-only'}>
        {t`Format check`}
      </h2>
      {found === null ? (
        <>
          <p className="text-sm text-ink-3">{t`Checking the format…`}</p>
          <Pending />
        </>
      ) : isListed ? (
        <Differences {...found} />
      ) : (
        <p className="rounded-full border border-transparent bg-ok-weak px-2.5 py-1 text-xs font-medium text-ok">
          {t`Format as documented`}
        </p>
      )}
    </section>
  )
}

function Differences({ count, first }: FormatCheck) {
  const extra = first.filter(({ kind }) => kind === 'extra')
  const others = first.filter(({ kind }) => kind !== 'extra')
  return (
    <>
      <p className="font-medium text-warn">
        {count === 1
          ? t`${count} difference from the documented format`
          : t`${count} differences from the documented format`}
      </p>
      <ul className="mt-2 grid gap-1 text-sm text-ink-2">
        {others.map(({ field, kind, text }) => (
          <li key={`${field} ${kind}`} className="overflow-clip">
            <VisibleText text={text} />
          </li>
        ))}
        {extra.length > 0 && (
          <li className="overflow-clip">
            {t`Other fields`}: <VisibleText text={groupFields(extra.map(({ field }) => field)).join(', ')} />
          </li>
        )}
        {count > first.length && <li>{t`… and ${count - first.length} more`}</li>}
      </ul>
      <p className="mt-3 text-sm text-ink-3">
        {t`The page shows everything it could read. If this keeps happening, contact your administrator.`}
      </p>
    </>
  )
}

/** Names each field once, whichever participants have it: `chat_handles[].country (2)`. */
function groupFields(fields: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const field of fields) {
    const name = field.replace(/^((?:chat_)?handles)\[\d+\]/, '$1[]')
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} (${count})`))
}
