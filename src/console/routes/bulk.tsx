import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useLocation } from 'react-router'

import type { ChatId } from '../../linq/chat-id.ts'
import { Found } from '../chat/participants/table-filter.tsx'
import { filterFrom, useTableView } from '../chat/participants/table-view.ts'
import { MaskSwitch } from '../chat/mask-switch.tsx'
import { usePrepareAnswer } from '../chat/use-chat-view.ts'
import { failureMessage } from '../chat/failure/messages.ts'
import { CopyButton } from '../copy/copy-button.tsx'
import { download } from '../copy/download.ts'
import { type Row, bulkCsv, bulkMarkdown } from '../bulk/export.ts'
import type { Throttle } from '../bulk/look-up-all.ts'
import { maxIds, parseIds } from '../bulk/parse-ids.ts'
import { AccessRefused } from '../bulk/access-refused.tsx'
import { BulkTable } from '../bulk/bulk-table.tsx'
import { bulkColumns, filterBulkRows, sortBulkRows } from '../bulk/order.ts'
import { useBulkLookup } from '../bulk/use-bulk-lookup.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { isSignedOut, sessionQuery, useSession } from '../sign-in/session.ts'
import { sourceLabel, useDataSource } from '../data-source.ts'
import { english, t } from '../i18n/text.ts'
import { FilterField } from '../ui/filter-field.tsx'
import { Button, ButtonLink } from '../ui/button.tsx'
import { CopyIcon } from '../ui/icons.tsx'
import { MessagePage, MessageText } from '../ui/message-page.tsx'
import { focusHeading, Page, PageHeading } from '../ui/page.tsx'

/** /chats?ids=45,46: one row a chat, up to 500 of them. */
function BulkRoute() {
  const { search } = useLocation()
  // A plus stays a plus: as a space, `+12025550123` would be read as an id.
  const text = new URLSearchParams(search.replaceAll('+', '%2B')).getAll('ids').join()
  const { ids, invalid, excess } = useMemo(() => parseIds(text), [text])
  const session = useSession()
  const queryClient = useQueryClient()
  if (ids.length === 0) return <NoIds />
  // Signed out, also in another tab: then no chat may stay on screen.
  if (session && isSignedOut(session)) {
    const askAgain = () => void queryClient.invalidateQueries({ queryKey: sessionQuery().queryKey })
    return <AccessRefused count={ids.length} error={null} retry={askAgain} />
  }
  return <Bulk key={ids.join()} ids={ids} invalid={invalid.length} excess={excess} />
}

const NoIds = () => (
  <MessagePage
    view="several"
    state="invalid-id"
    title={t`No chat IDs`}
    heading={t`This address has no chat IDs`}
    actions={
      <ButtonLink to={`/${useViewSettings().search}`} variant="primary">
        {t`Go to lookup`}
      </ButtonLink>
    }
  >
    <MessageText>{t`Use comma-separated IDs, such as /chats?ids=45,46,47, or paste a list into the lookup box.`}</MessageText>
  </MessagePage>
)

function Bulk({ ids, invalid, excess }: { ids: readonly ChatId[]; invalid: number; excess: number }) {
  const { masked } = useViewSettings()
  const { outcomes, refreshing, throttle, refusal, retryFailed } = useBulkLookup(ids)
  const prepare = usePrepareAnswer(masked)
  const rows = ids.map((id): Row => {
    const outcome = outcomes.get(id) ?? null
    if (!outcome?.answer) return { id, outcome }
    const answer = prepare(outcome.answer)
    return { id, outcome: answer && { answer } }
  })
  const { order, filter, setSort, setFilter } = useTableView(ids.length, bulkColumns)
  const shown = sortBulkRows(filterBulkRows(rows, filter), order)
  const source = useDataSource()
  const done = outcomes.size
  const loading = done < ids.length
  const busy = loading || refreshing
  const failed = rows.filter(({ outcome }) => outcome?.error).length
  const left = ids.length - done
  const chats = ids.length === 1 ? t`${ids.length} chat` : t`${ids.length} chats`
  const progress = loading
    ? t`${left} remaining`
    : refreshing
      ? t`Refreshing…`
      : failed === 0
        ? t`All loaded`
        : t`${failed} failed to load`
  if (refusal) return <AccessRefused count={ids.length} error={refusal} retry={retryFailed} />
  return (
    <Page
      view="several"
      state={loading ? 'loading' : 'ready'}
      title={chats}
      status={loading ? t`Loading ${chats}` : t`${chats} loaded, ${failed} failed`}
      busy={busy}
      masked={masked}
      className="pt-6 md:pt-8"
    >
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div>
          <PageHeading className="text-2xl font-semibold [letter-spacing:-0.025em] md:text-3xl">{chats}</PageHeading>
          <p className="mt-1 text-ink-2" data-progress="">
            <span>{progress}</span>
            {throttle?.kind === 'wait' && <WaitNote {...throttle} />}
          </p>
          {throttle?.kind === 'slow' && (
            <p role="status" data-slowed="" className="mt-1 max-w-[64ch] text-sm text-ink-3">
              {t`The console limits lookups per person and minute, so the rest load more slowly. Keep this page open.`}
            </p>
          )}
        </div>
        <div className="flex flex-wrap gap-2 print:hidden">
          <MaskSwitch />
          {!busy && failed > 0 && (
            <Button
              onClick={() => {
                retryFailed()
                focusHeading()
              }}
            >
              {t`Retry failed`}
            </Button>
          )}
          <CopyButton
            text={() =>
              bulkMarkdown(shown, {
                href: location.href,
                sourceLabel: sourceLabel(source, english),
                masked,
              })
            }
            done={`${loading ? t`Markdown of ${done} of ${ids.length} chats copied.` : t`Markdown copied.`}${masked ? t` Personal data is not included.` : ''}`}
            refused={t`Your browser blocked copying. Download the CSV instead.`}
          >
            <CopyIcon />
            {t`Copy Markdown`}
          </CopyButton>
          <Button
            onClick={() => download(bulkCsv(shown), loading ? `chats-${done}-of-${ids.length}.csv` : 'chats.csv')}
          >
            {t`Download CSV`}
          </Button>
        </div>
      </div>
      <progress
        value={done}
        max={ids.length}
        aria-label={t`Chats loaded`}
        className={`mt-4 block h-1 w-full appearance-none bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent ${loading ? '' : 'invisible'}`}
      />
      {(invalid > 0 || excess > 0) && (
        <p role="alert" className="mt-4 rounded-lg bg-warn-weak px-4 py-3 text-warn">
          {invalid > 0 &&
            (invalid === 1
              ? t`${invalid} entry in this address is not a chat ID. `
              : t`${invalid} entries in this address are not chat IDs. `)}
          {excess > 0 && t`Only the first ${maxIds} chats are shown. Open the other ${excess} on another page.`}
        </p>
      )}
      {ids.length >= filterFrom && (
        <div className="mt-4 flex items-center gap-3">
          <FilterField
            filter={filter}
            setFilter={setFilter}
            aria-label={t`Filter chats`}
            placeholder={t`Filter`}
            className="w-56 print:hidden"
          />
          <Found filter={filter} found={shown.length} count={ids.length} />
        </div>
      )}
      <BulkTable key={String(masked)} rows={shown} order={order} filter={filter} setSort={setSort} />
    </Page>
  )
}

/** Why the lookups wait, and for how long. */
function WaitNote({ until, error }: Extract<Throttle, { kind: 'wait' }>) {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 250)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.ceil((until - now) / 1000))
  const reason = error.failure === 'rate-limited' ? t`Linq’s rate limit was reached` : failureMessage(error).short
  return <span>{` · ${t`${reason}; continuing in ${seconds} s`}`}</span>
}

export { BulkRoute as Route }
