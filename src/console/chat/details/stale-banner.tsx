import type { ChatId } from '../../../linq/chat-id.ts'
import { useViewSettings } from '../../settings/view-settings.ts'
import { t } from '../../i18n/text.ts'
import { Button } from '../../ui/button.tsx'
import { AlertIcon } from '../../ui/more-icons.tsx'
import { focusHeading } from '../../ui/page.tsx'
import { CopyErrorDetails } from '../failure/copy-error-details.tsx'
import type { ChatAnswer } from '../../data/answer.ts'
import type { ChatLookupError } from '../../data/failure.ts'
import { formatInZone } from '../../format/date-time.ts'
import { useServerRecovery } from '../failure/use-auto-retry.ts'
import { failureMessage } from '../failure/messages.ts'

interface StaleBannerProps {
  id: ChatId
  error: ChatLookupError
  /** The shown answer. */
  answer: ChatAnswer
  retry: () => void
}

/** Says why a refresh failed and how old the shown answer is. Refreshes when the console's server responds again. */
export function StaleBanner({ id, error, answer: { fetchedAt, receivedAt }, retry }: StaleBannerProps) {
  const { zone } = useViewSettings()
  useServerRecovery(error.failure === 'offline' && error.details.online, retry)
  const minutes = Math.floor((error.details.receivedAt - receivedAt) / 60_000)
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-transparent bg-warn-weak px-4 py-3 text-warn"
    >
      <AlertIcon />
      <p className="min-w-0 flex-1 basis-60">
        <strong className="font-semibold">
          {t`Could not refresh. Showing data from`}{' '}
          <time dateTime={new Date(fetchedAt).toISOString()}>
            {formatInZone(fetchedAt, zone === 'sent' ? 'UTC' : zone)}
          </time>
          <span>{minutes > 0 ? `${t`, ${minutes} min before the last attempt`}.` : '.'}</span>
        </strong>{' '}
        <span>{`${failureMessage(error).short}.`}</span>
      </p>
      <div className="flex flex-wrap gap-2 print:hidden">
        <Button
          onClick={() => {
            retry()
            focusHeading()
          }}
        >
          {t`Try again`}
        </Button>
        <CopyErrorDetails
          state={error.failure}
          headline={failureMessage(error, id).title}
          id={id}
          details={error.details}
        />
      </div>
    </div>
  )
}
