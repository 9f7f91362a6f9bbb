import { Link } from 'react-router'

import type { Chat } from '../../linq/chat.ts'
import { isBlank } from '../../linq/plain-text.ts'
import type { OpenedFromTable } from '../chat/bulk-navigation.tsx'
import { failureMessage } from '../chat/failure/messages.ts'
import { Address, Count, groupDigits, Sent } from '../format/field-values.tsx'
import { t } from '../i18n/text.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { SortIcon } from '../ui/icons.tsx'
import { ServiceBadge } from '../ui/service-badge.tsx'
import { chatUrl } from '../../urls/pages.ts'
import type { Row } from './export.ts'
import { bulkColumns, type BulkOrder, nextBulkSort } from './order.ts'

const cell = 'border-t border-line px-4 py-2 align-middle'
const numberCell = `${cell} text-right whitespace-nowrap`

interface BulkTableProps {
  /** Sorted and filtered. */
  rows: Row[]
  order: BulkOrder | null
  setSort: (sort: string | null) => void
}

/** One row for each chat, or for its failure. */
export function BulkTable({ rows, order, setSort }: BulkTableProps) {
  const { search } = useViewSettings()
  const state: OpenedFromTable = { ids: rows.map(({ id }) => id) }
  return (
    <div className="scroll-cue mt-4 overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full min-w-200">
        <caption className="sr-only">{t`Chats`}</caption>
        <thead>
          <tr className="bg-sunken text-xs text-ink-2">
            {bulkColumns.map((column) => {
              const { field, name } = column
              const direction = order?.column === field ? (order.descending ? 'descending' : 'ascending') : undefined
              return (
                <th
                  key={field}
                  scope="col"
                  aria-sort={direction}
                  className={`px-2 font-medium ${'isNumber' in column ? 'text-right' : 'text-left'}`}
                >
                  <button
                    type="button"
                    onClick={() => setSort(nextBulkSort(order, field))}
                    className={`inline-flex min-h-9 cursor-pointer items-center gap-1 rounded-sm px-2 font-medium -outline-offset-2 hover:text-ink ${direction ? 'text-ink' : ''}`}
                  >
                    {name(t)}
                    <SortIcon direction={direction} />
                  </button>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, outcome }) => (
            <tr
              key={id}
              data-chat-id={id}
              data-state={outcome?.answer ? 'ready' : (outcome?.error?.failure ?? 'loading')}
            >
              <td className={`${cell} font-mono text-sm`}>
                <Link
                  to={chatUrl(id, search)}
                  state={state}
                  className="inline-flex min-h-6 min-w-6 items-center text-accent underline underline-offset-2"
                >
                  {id}
                </Link>
              </td>
              <OutcomeCells outcome={outcome} />
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
  )
}

function OutcomeCells({ outcome }: Pick<Row, 'outcome'>) {
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
  const { displayName, service, group, messageCount } = outcome.answer.chat
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
        <Addresses chat={outcome.answer.chat} />
      </td>
      <td data-field="service" className={`${cell} overflow-clip`}>
        <ServiceBadge name={service} />
      </td>
      <td data-field="group" className={cell}>
        <Sent text={group === true ? t`Yes` : group === false ? t`No` : group} />
      </td>
      <td data-field="message_count" className={numberCell}>
        <Sent text={groupDigits(messageCount)} />
      </td>
      <td data-field="participants" className={numberCell}>
        <Count chat={outcome.answer.chat} />
      </td>
    </>
  )
}

/** How many participants are named. */
const named = 2

function Addresses({ chat: { participants } }: { chat: Chat }) {
  const all = participants ?? []
  return (
    <>
      {all.slice(0, named).map(({ address }, index) => (
        <span key={index} className="line-clamp-1">
          <Address text={address} />
        </span>
      ))}
      {all.length > named && <span className="text-ink-3">{t`and ${all.length - named} more`}</span>}
    </>
  )
}
