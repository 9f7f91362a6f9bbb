import { CopyButton } from '../../copy/copy-button.tsx'
import type { ChatId } from '../../../linq/chat-id.ts'
import { sourceLabel, useDataSource } from '../../data-source.ts'
import { english, t, type Tag } from '../../i18n/text.ts'
import { chatUrl } from '../../../urls/pages.ts'
import { renderContext } from '../../settings/render-context.ts'
import { CopyIcon } from '../../ui/icons.tsx'
import type { FailureDetails } from '../../data/failure.ts'
import { formatInZone } from '../../format/date-time.ts'

export type FailureField = [label: string, value: string | number | null, note?: string]

/**
 * What is known of a failed request; a note says what an ID is for.
 * @param write `english` for a copy, which stays untranslated.
 */
export const failureFields = (
  details: (Omit<FailureDetails, 'attempts'> & { attempts: number | null }) | null,
  write: Tag,
): FailureField[] => [
  [write`Linq’s status`, details?.linqStatus ?? null],
  [write`Console’s status`, details?.status ?? null],
  [write`Code`, details?.code ?? null],
  [write`Linq trace ID`, details?.traceId ?? null, write`Linq’s support asks for it`],
  [write`Request ID`, details?.requestId ?? null, write`In this console’s log`],
  [write`Attempts`, details?.attempts ?? null],
]

export interface CopyErrorDetailsProps {
  state: string
  /** The page's heading. */
  headline: string
  /** Null where no chat was looked up. */
  id: ChatId | null
  /** Null where no request was made. */
  details: FailureDetails | null
  variant?: 'primary' | 'quiet'
}

/** Copies what an administrator needs to find the cause. It has no token, name or number. */
export function CopyErrorDetails({ state, headline, id, details, variant = 'quiet' }: CopyErrorDetailsProps) {
  const source = useDataSource()
  const text = () => {
    const rows: FailureField[] = [
      ['Problem', headline],
      ['Link', id && new URL(chatUrl(id), renderContext().href).href],
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
    <CopyButton variant={variant} text={text} done={t`Error details copied.`}>
      <CopyIcon />
      {t`Copy error details`}
    </CopyButton>
  )
}
