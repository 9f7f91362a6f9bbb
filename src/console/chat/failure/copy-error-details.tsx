import { copy } from '../../copy/clipboard.ts'
import type { ChatId } from '../../../linq/chat-id.ts'
import { useToast } from '../../ui/toast.tsx'
import { sourceLabel, useDataSource } from '../../data-source.ts'
import { english, t, type Tag } from '../../i18n/text.ts'
import { Button } from '../../ui/button.tsx'
import { CopyIcon } from '../../ui/icons.tsx'
import type { FailureDetails } from '../../data/failure.ts'
import { formatInZone } from '../../format/date-time.ts'

/** A labelled fact of a failure; null for what there is none of. */
export type FailureField = [label: string, value: string | number | null]

/** @param write `english` for a copy. */
export const failureFields = (details: FailureDetails | null, write: Tag): FailureField[] => [
  [write`HTTP status`, details?.status ?? null],
  [write`Code`, details?.code ?? null],
  [write`Request ID`, details?.requestId ?? null],
  [write`Linq trace ID`, details?.traceId ?? null],
  [write`Attempts`, details?.attempts ?? null],
]

interface CopyErrorDetailsProps {
  /** The page's state. */
  state: string
  /** The chat that was asked for; null where the address named none. */
  id: ChatId | null
  /** What is known of the request; null where none was made. */
  details: FailureDetails | null
}

/** Copies what somebody who mends the failure needs: no token, no name, no number. */
export function CopyErrorDetails({ state, id, details }: CopyErrorDetailsProps) {
  const say = useToast()
  const source = useDataSource()
  const text = () => {
    const rows: FailureField[] = [
      ['Build', source.build],
      ['Time', formatInZone(details?.at ?? Date.now(), 'UTC')],
      ['State', state],
      ['Chat ID', id],
      ...failureFields(details, english),
      ['Duration', details?.durationMs == null ? null : `${details.durationMs} ms`],
      ['Environment', sourceLabel(source, english)],
    ]
    return rows.map(([label, value]) => `${label}: ${value ?? 'none'}\n`).join('')
  }
  return (
    <Button
      onClick={(event) => {
        void copy({ text: text() }, event.currentTarget).then((done) =>
          say(
            done
              ? t`Error details copied.`
              : t`Your browser blocked copying. Select the details and copy them manually.`,
          ),
        )
      }}
    >
      <CopyIcon />
      {t`Copy error details`}
    </Button>
  )
}
