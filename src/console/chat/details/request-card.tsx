import { sourceLabel, useDataSource } from '../../data-source.ts'
import type { ChatAnswer } from '../../data/answer.ts'
import { formatInZone } from '../../format/date-time.ts'
import { t } from '../../i18n/text.ts'
import { useViewSettings } from '../../settings/view-settings.ts'
import { card } from './card.ts'
import { type AutoRefresh, refreshIntervals } from './use-auto-refresh.ts'

interface RequestCardProps {
  answer: ChatAnswer
  refreshing: boolean
  autoRefresh: AutoRefresh
}

/** How the answer was fetched, and the setting of its automatic refresh. */
export function RequestCard({ answer, refreshing, autoRefresh }: RequestCardProps) {
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
              <dd data-field={field} translate="no" className="font-mono text-xs leading-5 wrap-anywhere">
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
          value={autoRefresh.seconds}
          onChange={(event) => autoRefresh.setSeconds(Number(event.target.value))}
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
