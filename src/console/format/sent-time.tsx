import type { SentField } from '../../linq/chat.ts'
import { parseSentTime } from './date-time.ts'
import { Sent } from './field-values.tsx'

/** A time as sent, on one line. Its tooltip has the other zone and its age. */
export function SentTime({ sent }: { sent: SentField }) {
  const time = sent == null ? null : parseSentTime(sent)
  if (!time) return <Sent text={sent} />
  return (
    <time
      key={sent}
      dateTime={sent ?? undefined}
      // Its tooltip has to be reachable by keyboard and touch.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      translate="no"
      className="rounded-sm tabular text-sm wide:whitespace-nowrap"
    >
      {time.asSent}
    </time>
  )
}
