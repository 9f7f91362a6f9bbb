import { t } from '../../i18n/text.ts'
import { type AutoRefresh, refreshIntervals } from './use-auto-refresh.ts'

/** The setting of a chat's automatic refresh. */
export const AutoRefreshSelect = ({ seconds, setSeconds }: AutoRefresh) => (
  <label
    title={t`Refreshes while this tab is visible`}
    className="flex min-h-14 flex-none items-center gap-3 px-4 py-2 print:hidden"
  >
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
)
