import { copy } from '../../copy/clipboard.ts'
import type { ChatId } from '../../../linq/chat-id.ts'
import { useNotice } from '../../ui/toast.tsx'
import { sourceName, useSource } from '../../data-source.ts'
import { english, t, type Tag } from '../../i18n/text.ts'
import { Button } from '../../ui/button.tsx'
import { CopyIcon } from '../../ui/icons.tsx'
import type { FailureFacts } from '../../data/failure.ts'
import { inZone } from '../../format/date-time.ts'

/** A labelled fact of a failure; null for what there is none of. */
export type Fact = [label: string, value: string | number | null]

/** @param write `english` for a copy. */
export const factsOf = (facts: FailureFacts | null, write: Tag): Fact[] => [
  [write`HTTP status`, facts?.status ?? null],
  [write`Code`, facts?.code ?? null],
  [write`Request ID`, facts?.requestId ?? null],
  [write`Linq trace ID`, facts?.traceId ?? null],
  [write`Attempts`, facts?.attempts ?? null],
]

interface CopyErrorDetailsProps {
  /** The page's state. */
  state: string
  /** The chat that was asked for; null where the address named none. */
  id: ChatId | null
  /** What is known of the request; null where none was made. */
  facts: FailureFacts | null
}

/** Copies what somebody who mends the failure needs: no token, no name, no number. */
export function CopyErrorDetails({ state, id, facts }: CopyErrorDetailsProps) {
  const say = useNotice()
  const source = useSource()
  const details = () => {
    const rows: Fact[] = [
      ['Build', source.build],
      ['Time', inZone(facts?.at ?? Date.now(), 'UTC')],
      ['State', state],
      ['Chat ID', id],
      ...factsOf(facts, english),
      ['Duration', facts?.durationMs == null ? null : `${facts.durationMs} ms`],
      ['Environment', sourceName(source, english)],
    ]
    return rows.map(([label, value]) => `${label}: ${value ?? 'none'}\n`).join('')
  }
  return (
    <Button
      onClick={(event) => {
        void copy({ text: details() }, event.currentTarget).then((done) =>
          say(
            done
              ? t`Error details copied.`
              : t`The browser blocked copying. Select the details and copy them yourself.`,
          ),
        )
      }}
    >
      <CopyIcon />
      {t`Copy error details`}
    </Button>
  )
}
