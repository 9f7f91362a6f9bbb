import { versionOf } from '../../../linq/chat-id.ts'
import { sourceLabel, useDataSource } from '../../data-source.ts'
import type { ChatAnswer } from '../../data/answer.ts'
import { formatInZone } from '../../format/date-time.ts'
import { t } from '../../i18n/text.ts'
import { useViewSettings } from '../../settings/view-settings.ts'
import { CopyValue } from '../../ui/copy-value.tsx'
import { ChevronIcon } from '../../ui/more-icons.tsx'

interface RequestLineProps {
  answer: ChatAnswer
  refreshing: boolean
}

/** How the answer was fetched: on one line, and in full when it is opened. */
export function RequestLine({ answer, refreshing }: RequestLineProps) {
  const source = useDataSource()
  const { zone } = useViewSettings()
  const { chat, status, durationMs, fetchedAt, requestId, traceId, attempts } = answer
  const fetched = formatInZone(fetchedAt, zone === 'sent' ? 'UTC' : zone) ?? ''
  const time = fetched.slice('2026-01-01 '.length)
  // A value with a note is one to copy.
  const rows: [field: string, label: string, value: string | null, note?: string][] = [
    ['status', t`HTTP status`, String(status)],
    ['duration', t`Duration`, `${durationMs} ms`],
    ['fetched_at', t`Fetched`, fetched],
    ['attempts', t`Attempts`, String(attempts)],
    ['source', t`Source`, t`${sourceLabel(source)} · API ${versionOf(chat.id)}`],
    ['trace_id', t`Linq trace ID`, traceId, t`Linq’s support asks for it`],
    ['request_id', t`Request ID`, requestId, t`In this console’s log`],
  ]
  return (
    <details className="group min-w-0 flex-1 basis-80">
      <summary className="flex min-h-14 cursor-pointer items-center gap-x-2 rounded-lg px-4 py-2 -outline-offset-2">
        <ChevronIcon />
        <h2 id="request" className="text-lg font-semibold">{t`Request`}</h2>
        <span className="ml-1 min-w-0 flex-1 truncate text-sm text-ink-3">
          {refreshing
            ? t`Refreshing…`
            : traceId === null
              ? t`${status} · ${durationMs} ms · ${time}`
              : t`${status} · ${durationMs} ms · ${time} · trace ${traceId}`}
        </span>
      </summary>
      <dl className="grid gap-y-2 px-4 pb-4 text-sm sm:grid-cols-[auto_minmax(0,1fr)] sm:gap-x-4">
        {rows.map(
          ([field, label, value, note]) =>
            value !== null && (
              <div key={field} className="contents">
                <dt className="text-ink-3">{label}</dt>
                <dd className="max-sm:mb-1">
                  <span data-field={field} translate="no" className="font-mono text-xs/[1.6667] wrap-anywhere">
                    {value}
                  </span>
                  {note !== undefined && <CopyValue value={value} label={t`Copy ${label}`} />}
                  {note !== undefined && <span className="ml-3 text-xs text-ink-3">{note}</span>}
                </dd>
              </div>
            ),
        )}
      </dl>
    </details>
  )
}
