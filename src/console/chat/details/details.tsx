import { useEffect, useMemo, useState } from 'react'

import { largeAnswerLength } from '../../../linq/chat.ts'
import type { ChatId } from '../../../linq/chat-id.ts'
import { checkFormat, type FormatCheck, summarize } from '../../../linq/format-check.ts'
import type { YieldToMain } from '../../../linq/chunked-json.ts'
import { useRecordRecent } from '../../settings/recents.ts'
import { useToast } from '../../ui/toast.tsx'
import { copy } from '../../copy/clipboard.ts'
import { download } from '../../copy/download.ts'
import { sourceLabel, useDataSource } from '../../data-source.ts'
import { t } from '../../i18n/text.ts'
import { Button } from '../../ui/button.tsx'
import { ChevronIcon } from '../../ui/more-icons.tsx'
import { Pending } from '../../ui/pending-marker.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { tokenizeJson, indentJson } from './json-text.ts'
import { formatInZone } from '../../format/date-time.ts'
import { useViewSettings } from '../../settings/view-settings.ts'
import { useChunkedResult } from '../../data/use-chunked-result.ts'
import { groupDigits } from '../../format/field-values.tsx'
import { useAutoRefresh, type AutoRefresh, refreshIntervals } from './use-auto-refresh.ts'
import { loadLargeAnswers } from '../../data/load-large.ts'
import type { ChatAnswer } from '../../data/answer.ts'
import type { Ready } from '../../data/view-state.ts'
import type { Changes } from '../participants/changes.ts'

const card = 'rounded-lg border border-line bg-surface'

export interface DetailsProps {
  ready: Ready
  /** Told how many differences from the documented format there are; null while they are being looked for. */
  onDrift: (differences: number | null) => void
  /** Told what has changed since the page was opened. */
  onChanges: (changes: Changes) => void
}

/** All that is told about an answer besides the chat: how it came, how it differs from the documentation, and its text. */
export function Details({ ready, onDrift, onChanges }: DetailsProps) {
  const { answer, refreshing } = ready
  const check = useFormatCheck(answer.body)
  const { masked } = useViewSettings()
  const watch = useAutoRefresh({ ready, masked, onChanges })
  useRecordRecent(answer.chat.id, !masked)
  useEffect(() => onDrift(check?.count ?? null), [check, onDrift])
  return (
    <>
      <div className="grid gap-4 md:gap-6">
        <RequestCard answer={answer} refreshing={refreshing} watch={watch} />
        <Differences check={check} />
      </div>
      <Received body={answer.body} id={answer.chat.id} />
    </>
  )
}

interface RequestCardProps {
  answer: ChatAnswer
  refreshing: boolean
  watch: AutoRefresh
}

function RequestCard({ answer, refreshing, watch }: RequestCardProps) {
  const source = useDataSource()
  const { zone } = useViewSettings()
  const { status, durationMs, fetchedAt, requestId, traceId, attempts } = answer
  const rows: [field: string, label: string, value: string | null][] = [
    ['status', t`HTTP status`, String(status)],
    ['duration', t`Duration`, `${durationMs} ms`],
    ['fetched_at', t`Fetched`, formatInZone(fetchedAt, zone === 'sent' ? 'UTC' : zone)],
    ['attempts', t`Attempts`, String(attempts)],
    ['source', t`Source`, sourceLabel(source)],
    ['request_id', t`Request ID`, requestId],
    ['trace_id', t`Linq trace ID`, traceId],
  ]
  return (
    <section aria-labelledby="request" className={card}>
      <div className="flex min-h-14 items-center justify-between gap-4 px-4 py-2">
        <h2 id="request" className="text-lg font-semibold">
          {t`Request`}
        </h2>
        <p className="text-sm text-ink-3">{refreshing ? t`Refreshing…` : ''}</p>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 border-t border-line px-4 py-3 text-sm">
        {rows
          .filter(([, , value]) => value !== null)
          .map(([field, label, value]) => (
            <div key={field} className="contents">
              <dt className="text-ink-3">{label}</dt>
              <dd data-field={field} className="font-mono text-xs leading-5 wrap-anywhere">
                {value}
              </dd>
            </div>
          ))}
      </dl>
      <label className="flex items-center justify-between gap-4 border-t border-line px-4 py-3 print:hidden">
        <span>
          {t`Auto-refresh`} <span className="block text-xs text-ink-3">{t`Refreshes while this tab is visible`}</span>
        </span>
        <select
          value={watch.seconds}
          onChange={(event) => watch.setSeconds(Number(event.target.value))}
          className="h-11 rounded-md border border-control bg-surface px-2 text-lg md:h-9 md:text-base"
        >
          {refreshIntervals.map((seconds) => (
            <option key={seconds} value={seconds}>
              {seconds === 0 ? t`Off` : t`Every ${seconds} s`}
            </option>
          ))}
        </select>
      </label>
    </section>
  )
}

const checkLater = async (body: string, pause: YieldToMain) => (await loadLargeAnswers()).checkLargeFormat(body, pause)

/** How an answer differs from the documentation; null while a long one is being looked through. */
function useFormatCheck(body: string): FormatCheck | null {
  const isLong = body.length >= largeAnswerLength
  const atOnce = useMemo(() => (isLong ? null : summarize(checkFormat(body))), [body, isLong])
  const later = useChunkedResult(isLong ? body : null, checkLater)
  return atOnce ?? later
}

function Differences({ check }: { check: FormatCheck | null }) {
  return (
    <section aria-labelledby="format" data-differences={check?.count} className={card}>
      <h2 id="format" className="flex min-h-14 items-center px-4 text-lg font-semibold">
        {t`Format check`}
      </h2>
      <div className="border-t border-line px-4 py-3">
        {check === null ? (
          <p className="text-ink-3">
            {t`Checking…`}
            <Pending />
          </p>
        ) : check.count === 0 ? (
          <p className="text-ok">{t`No differences from the documented format.`}</p>
        ) : (
          <>
            <p className="font-medium text-warn">
              {check.count === 1
                ? t`${check.count} difference from the documented format`
                : t`${check.count} differences from the documented format`}
            </p>
            <ul className="mt-2 grid gap-1 text-sm text-ink-2">
              {check.first.map(({ field, kind, text }) => (
                <li key={`${field} ${kind}`}>
                  <VisibleText text={text} />
                </li>
              ))}
              {check.count > check.first.length && <li>{t`… and ${check.count - check.first.length} more`}</li>}
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

/** A longer response is shown without colours: a piece of page for each value would take longer than it helps. */
const longestHighlight = 200_000

const tokenClasses = { key: 'text-accent', text: 'text-ok', number: 'text-warn', word: 'text-rcs', other: '' }

/** Of a long response so many characters are shown: a browser needs seconds to lay all of it out. */
const mostShown = 100_000

const countBytesLater = async (body: string, pause: YieldToMain) => (await loadLargeAnswers()).countBytes(body, pause)

function Received({ body, id }: { body: string; id: ChatId }) {
  const [exact, setExact] = useState(true)
  const isLong = body.length >= largeAnswerLength
  const counted = useChunkedResult(isLong ? body : null, countBytesLater)
  const bytes = useMemo(() => (isLong ? counted : new Blob([body]).size), [body, isLong, counted])
  const { masked } = useViewSettings()
  const say = useToast()
  const shown = isLong ? body.slice(0, mostShown) : body
  const text = exact ? shown : indentJson(shown)
  return (
    // Closed, but found by the browser's own search, which opens it.
    <details id="response" className={`${card} group lg:col-span-2`}>
      <summary className="flex min-h-14 cursor-pointer items-center rounded-lg px-4 text-lg font-semibold -outline-offset-2">
        <ChevronIcon />
        <h2 className="ml-2">{masked ? t`Response, personal data hidden` : t`Response as received`}</h2>
        <span className="ml-3 text-sm font-normal text-ink-3">
          {bytes !== null && t`${isLong ? groupDigits(String(bytes)) : bytes} bytes`}
        </span>
      </summary>
      <div className="flex flex-wrap gap-2 border-t border-line px-4 py-2 print:hidden">
        <Button aria-pressed={!exact} onClick={() => setExact(!exact)}>
          {exact ? t`Show indented` : t`Show exact bytes`}
        </Button>
        <Button
          onClick={(event) => {
            void copy({ text: body }, event.currentTarget).then((done) =>
              say(done ? t`JSON copied.` : t`Your browser blocked copying. Select the text and copy it manually.`),
            )
          }}
        >
          {t`Copy JSON`}
        </Button>
        {isLong && (
          <Button onClick={() => download(body, `chat-${id}.json`, 'application/json')}>{t`Download JSON`}</Button>
        )}
      </div>
      {isLong && (
        <p className="border-t border-line px-4 py-2 text-sm text-ink-3">
          {t`Showing the first ${groupDigits(String(mostShown))} of ${groupDigits(String(body.length))} characters. Copy or download the JSON for all of them.`}
        </p>
      )}
      <pre
        // A long answer scrolls inside its own box, which the keyboard has to reach.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        data-field="body"
        aria-label={t`Response`}
        className="max-h-120 overflow-auto border-t border-line bg-sunken p-4 font-mono text-sm wrap-anywhere whitespace-pre-wrap"
      >
        {(isLong || text.length > longestHighlight ? [{ kind: 'other' as const, text }] : tokenizeJson(text)).map(
          ({ kind, text: part }, index) => (
            <span key={index} className={tokenClasses[kind]}>
              {part}
            </span>
          ),
        )}
      </pre>
    </details>
  )
}
