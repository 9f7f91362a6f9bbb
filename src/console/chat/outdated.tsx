import { Button } from '../ui/button.tsx'
import { AlertIcon } from '../ui/icons.tsx'
import type { ChatFailure, ChatLookupError } from './failure.ts'

const reasons: Record<ChatFailure, string> = {
  'not-found': '',
  unauthorized: '',
  'rate-limited': 'Linq asked us to wait.',
  'upstream-error': 'Linq had a problem.',
  timeout: 'Linq did not answer in time.',
  offline: 'The connection is gone.',
  'bad-response': 'Linq sent something we cannot read.',
}

/** Says that the shown copy could not be renewed, why, and how old it is. */
export function Outdated({
  error,
  fetchedAt,
  retry,
}: {
  error: ChatLookupError
  fetchedAt: number
  retry: () => void
}) {
  const time = new Date(fetchedAt)
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg bg-warn-weak px-4 py-3 text-warn"
    >
      <AlertIcon />
      <p className="min-w-0 flex-1 basis-60">
        <strong className="font-semibold">
          Could not refresh. This copy is from{' '}
          <time dateTime={time.toISOString()}>{time.toISOString().slice(11, 19)} UTC</time>.
        </strong>{' '}
        {reasons[error.failure]}
      </p>
      <Button onClick={retry}>Try again</Button>
    </div>
  )
}
