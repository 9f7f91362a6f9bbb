import { useRef } from 'react'
import { Link } from 'react-router'

import type { Participant } from '../../linq/chat.ts'
import { isBlank } from '../../linq/plain-text.ts'
import type { OpenedFromTable } from '../chat/bulk-navigation.tsx'
import { failureMessage } from '../chat/failure/messages.ts'
import { Address, Count, groupDigits, Sent, wordOf } from '../format/field-values.tsx'
import { t } from '../i18n/text.ts'
import type { SortOrder } from '../settings/sort-order.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { ServiceBadge } from '../ui/service-badge.tsx'
import { SortHead } from '../ui/sort-head.tsx'
import { chatUrl } from '../../urls/pages.ts'
import type { Row } from './export.ts'
import { bulkColumns, namedParticipants } from './order.ts'
import { useOpenedRow } from './use-opened-row.ts'

const cell = 'border-t border-line px-4 py-2 align-middle'
const numberCell = `${cell} min-w-24 text-right`

interface BulkTableProps {
  /** Sorted and filtered. */
  rows: Row[]
  order: SortOrder | null
  filter: string
  setSort: (sort: string | null) => void
}

/** One row for each chat, or for its failure. */
export function BulkTable({ rows, order, filter, setSort }: BulkTableProps) {
  const { search } = useViewSettings()
  const state: OpenedFromTable = { ids: rows.map(({ id }) => id) }
  const table = useRef<HTMLTableElement>(null)
  const open = useOpenedRow(table)
  return (
    <div className="@container mt-4 print:@container-normal">
      <div className="scroll-cue overflow-x-auto rounded-lg border border-line bg-surface">
        <table ref={table} className="w-full min-w-200">
          <caption className="sr-only">{t`Chats`}</caption>
          <thead>
            <tr className="bg-sunken">
              {bulkColumns.map((column) => (
                <SortHead
                  key={column.field}
                  field={column.field}
                  name={column.name(t)}
                  order={order}
                  setSort={setSort}
                  className="px-2"
                  buttonClass={`px-2 ${'isNumber' in column ? 'ml-auto' : ''}`}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, outcome }) => (
              <tr
                key={id}
                data-chat-id={id}
                data-state={outcome?.answer ? 'ready' : (outcome?.error?.failure ?? 'loading')}
              >
                <td className={`${cell} tabular text-sm`}>
                  <Link
                    to={chatUrl(id, search)}
                    state={state}
                    onClick={() => open(id)}
                    className="inline-flex min-h-6 min-w-6 items-center text-accent underline underline-offset-2"
                  >
                    {id}
                  </Link>
                </td>
                <OutcomeCells outcome={outcome} filter={filter} />
              </tr>
            ))}
            {rows.length === 0 && (
              <tr>
                <td colSpan={bulkColumns.length} className="border-t border-line px-4 py-8 text-center text-ink-2">
                  {t`No chats match this filter.`}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </div>
  )
}

function OutcomeCells({ outcome, filter }: Pick<Row, 'outcome'> & { filter: string }) {
  const others = bulkColumns.length - 1
  if (!outcome)
    return (
      <td colSpan={others} className={cell}>
        <span className="skeleton w-40" aria-hidden="true" />
        <span className="sr-only">{t`Loading`}</span>
      </td>
    )
  if (outcome.error)
    return (
      <td colSpan={others} className={`${cell} text-danger`}>
        {failureMessage(outcome.error).short}
      </td>
    )
  const { displayName, service, group, messageCount, extras } = outcome.answer.chat
  return (
    <>
      <td data-field="display_name" className={`${cell} font-medium`}>
        {displayName != null && isBlank(displayName) ? (
          <span className="text-ink-3">{t`No name`}</span>
        ) : (
          <span className="line-clamp-3">
            <Sent text={displayName} />
          </span>
        )}
      </td>
      <td data-field="addresses" className={`${cell} text-sm`}>
        <Addresses participants={outcome.answer.chat.participants ?? []} filter={filter} />
      </td>
      <td data-field="service" className={`${cell} overflow-clip`}>
        <ServiceBadge name={service} />
      </td>
      <td data-field="group" className={cell}>
        <Sent text={wordOf(group)} />
      </td>
      <td data-field="message_count" className={numberCell}>
        {extras ? <span className="text-ink-3">{t`Not in API v3`}</span> : <Sent text={groupDigits(messageCount)} />}
      </td>
      <td data-field="participants" className={numberCell}>
        <Count chat={outcome.answer.chat} />
      </td>
    </>
  )
}

/** How many participants are named. */
const named = 2

const Addresses = ({ participants, filter }: { participants: readonly Participant[]; filter: string }) => (
  <>
    {namedParticipants(participants, filter, named).map(({ address }, index) => (
      <span key={index} className="line-clamp-1">
        <Address text={address} />
      </span>
    ))}
    {participants.length > named && <span className="text-ink-3">{t`and ${participants.length - named} more`}</span>}
  </>
)
