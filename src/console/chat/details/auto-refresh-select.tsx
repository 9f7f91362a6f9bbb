import { useEffect, useState } from 'react'

import { t } from '../../i18n/text.ts'
import { type AutoRefresh, refreshIntervals } from './use-auto-refresh.ts'

/** The setting of a chat's automatic refresh, and when the next one is. */
export const AutoRefreshSelect = ({
  seconds,
  setSeconds,
  isInBackground,
  setInBackground,
  nextAt,
}: Omit<AutoRefresh, 'changes'>) => (
  <div className="flex min-h-14 flex-wrap items-center gap-x-4 px-4 py-2 print:hidden">
    <label title={t`Refreshes while this tab is visible`} className="flex flex-wrap items-center gap-x-3">
      {t`Auto-refresh`}
      <select
        value={seconds}
        onChange={(event) => setSeconds(Number(event.target.value))}
        className="h-11 rounded-md border border-control bg-surface px-2 text-lg md:h-9 md:text-base"
      >
        {refreshIntervals.map((interval) => (
          <option key={interval} value={interval}>
            {interval === 0 ? t`Off` : t`Every ${interval} s`}
          </option>
        ))}
      </select>
    </label>
    {seconds > 0 && (
      <>
        <label className="flex min-h-11 items-center gap-2 text-sm text-ink-2 md:min-h-9">
          <input
            type="checkbox"
            checked={isInBackground}
            onChange={(event) => setInBackground(event.target.checked)}
            className="size-4"
          />
          {t`Also while this tab is hidden`}
        </label>
        {nextAt !== null && <NextRefresh key={nextAt} at={nextAt} />}
      </>
    )}
  </div>
)

/** Not announced: it changes every second. */
function NextRefresh({ at }: { at: number }) {
  const [left, setLeft] = useState(() => secondsUntil(at))
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsUntil(at)), 1000)
    return () => clearInterval(timer)
  }, [at])
  return <p className="min-w-24 text-sm text-ink-3">{left > 0 ? t`Next in ${left} s` : ''}</p>
}

const secondsUntil = (at: number) => Math.max(0, Math.round((at - performance.now()) / 1000))
