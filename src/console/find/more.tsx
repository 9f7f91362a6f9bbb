import { mostFound } from '../../linq/find.ts'
import { useCountdown } from '../chat/failure/use-auto-retry.ts'
import type { ChatLookupError } from '../data/failure.ts'
import { t } from '../i18n/text.ts'
import { Button } from '../ui/button.tsx'
import { findFailureMessage } from './messages.ts'
import type { FindReady } from './use-find.ts'

/** What is below the list: more chats on request, since each page counts against a limit, or that Linq has more than it can show. */
export function More({ ready: { list, showMore, isLoadingMore, moreError, restart } }: { ready: FindReady }) {
  const { chats, limitReached, unreadable } = list
  return (
    <div className="mt-4 grid justify-items-start gap-3">
      {moreError && <MoreFailed error={moreError} restart={restart} />}
      {showMore && (
        <div className="flex flex-wrap items-center gap-3 print:hidden">
          <Button
            data-action="more"
            // Not disabled: it would lose the focus.
            aria-disabled={isLoadingMore}
            onClick={() => {
              if (!isLoadingMore) showMore()
            }}
          >
            {isLoadingMore ? t`Loading…` : t`Show more`}
          </Button>
          <span className="text-ink-3">{t`${chats.length} listed, at most ${mostFound}`}</span>
        </div>
      )}
      {limitReached && (
        <p role="note" className="rounded-lg bg-warn-weak px-4 py-3 text-warn">
          {t`Linq has more chats than this list can show. Open one by its ID.`}
        </p>
      )}
      {unreadable > 0 && (
        <p role="note" className="rounded-lg bg-warn-weak px-4 py-3 text-warn">
          {unreadable === 1
            ? t`${unreadable} entry of Linq’s list could not be read, and is not shown.`
            : t`${unreadable} entries of Linq’s list could not be read, and are not shown.`}
        </p>
      )}
    </div>
  )
}

/** Why the next page is missing. The list above stays, and the button asks for it again. */
function MoreFailed({ error, restart }: { error: ChatLookupError; restart: () => void }) {
  const { title, description } = findFailureMessage(error)
  const left = useCountdown(error, true)
  return (
    <div role="alert" className="rounded-lg bg-warn-weak px-4 py-3 text-warn">
      <p className="font-medium">{title}</p>
      <p>
        {description}{' '}
        {left === 0
          ? t`You can try again now.`
          : left !== null && <span aria-hidden="true">{t`You can try again in ${left} s.`}</span>}
      </p>
      {error.details.code === 'invalid_cursor' && (
        <Button className="mt-3" onClick={restart}>
          {t`Find again`}
        </Button>
      )}
    </div>
  )
}
