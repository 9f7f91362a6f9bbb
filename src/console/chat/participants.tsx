import { useState } from 'react'
import { useSearchParams } from 'react-router'

import type { Participant } from '../../linq/chat.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { t } from '../text.ts'
import { SortIcon } from '../ui/icons.tsx'
import { type Column, columns, filtered, nextSort, ordered, readOrder } from './row-order.ts'
import { inZone, readSentTime } from './sent-time.ts'
import { Address, Sent, Service } from './value.tsx'
import type { Changes } from './watch.ts'

/** From this many participants on there is a box to filter them. */
const filterFrom = 10

const widths: Record<Column, string> = { id: 'md:w-36', phone_number: '', service: 'md:w-40', joined_at: 'md:w-60' }

// Below 768 px a row becomes two columns with the rest under the address; it stays one table in one order.
const row = 'grid grid-cols-[minmax(min-content,1fr)_auto] gap-x-3 px-4 py-3 md:table-row'
const cell = 'border-line md:border-t md:px-4 md:py-2 md:align-middle'

interface ParticipantsProps {
  /** The participants; null when no list was sent, undefined while there is no answer. */
  list: Participant[] | null | undefined
  changes: Changes | undefined
}

/** The participants of a chat, as a table that the address orders (`sort`) and filters (`filter`). */
export function Participants({ list, changes }: ParticipantsProps) {
  const [search, setSearch] = useSearchParams()
  const order = readOrder(search.get('sort'))
  const { masked } = useViewSettings()
  // What somebody filters by may be a number: while personal data is hidden it stays out of the address.
  const [unwritten, setUnwritten] = useState('')
  const filter = (list?.length ?? 0) >= filterFrom ? (masked ? unwritten : (search.get('filter') ?? '')) : ''
  const rows = ordered(filtered(list ?? [], filter), order)
  const set = (name: string, value: string | null) =>
    setSearch(
      (current) => {
        const next = new URLSearchParams(current)
        if (value === null || value === '') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  return (
    <section aria-labelledby="participants" className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2">
        <h2 id="participants" className="text-lg font-semibold">
          {t`Participants`}
        </h2>
        {list && list.length >= filterFrom && (
          <div className="flex items-center gap-3 print:hidden">
            <p role="status" className="text-sm text-ink-3">
              {filter.trim() === '' ? '' : t`${rows.length} of ${list.length}`}
            </p>
            <input
              type="search"
              aria-label={t`Filter participants`}
              placeholder={t`Filter`}
              value={filter}
              onChange={({ target: { value } }) => (masked ? setUnwritten(value) : set('filter', value))}
              autoComplete="off"
              spellCheck={false}
              className="h-11 w-44 rounded-md border border-control bg-surface px-3 text-lg placeholder:text-ink-3 md:h-9 md:text-base"
            />
          </div>
        )}
      </div>
      <table className="block w-full md:table md:table-fixed">
        <caption className="sr-only">{t`Participants of this chat`}</caption>
        <thead className="block border-t border-line bg-sunken max-md:px-4 max-md:py-1 md:table-header-group">
          <tr className="flex flex-wrap gap-x-4 md:table-row">
            {columns.map(({ field, name }) => {
              const direction = order?.column === field ? (order.descending ? 'descending' : 'ascending') : undefined
              return (
                <th
                  key={field}
                  scope="col"
                  aria-sort={direction}
                  className={`border-line bg-sunken text-left text-xs font-medium text-ink-2 md:border-t md:px-2 ${widths[field]}`}
                >
                  <button
                    type="button"
                    onClick={() => set('sort', nextSort(order, field))}
                    className={`flex min-h-9 cursor-pointer items-center gap-1 rounded-sm text-left font-medium -outline-offset-2 hover:text-ink md:min-h-8 md:px-2 ${direction ? 'text-ink' : ''}`}
                  >
                    {name(t)}
                    <SortIcon direction={direction} />
                  </button>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody className="block md:table-row-group">
          {list === undefined && [0, 1].map((index) => <SkeletonRow key={index} />)}
          {/* Rows have no key of their own: an id may be missing or sent twice. */}
          {rows.map((participant, index) => (
            <Row key={index} participant={participant} isNew={changes?.isNew(participant) ?? false} />
          ))}
          {list && list.length === 0 && <Note>{t`Linq sent no participants for this chat.`}</Note>}
          {list && list.length > 0 && rows.length === 0 && <Note>{t`No participant matches this filter.`}</Note>}
          {list === null && <Note>{t`Linq sent no list of participants for this chat.`}</Note>}
        </tbody>
      </table>
      {changes && changes.gone.length > 0 && (
        <div className="border-t border-line bg-sunken px-4 py-3 text-ink-2">
          <h3 className="font-medium">{t`Gone since this page was opened`}</h3>
          <ul>
            {changes.gone.map(({ id, address }, index) => (
              <li key={index} data-gone="">
                <Address text={address ?? id} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

function Row({ participant: { id, address, service, joinedAt }, isNew }: { participant: Participant; isNew: boolean }) {
  return (
    <tr
      data-handle-id={id ?? ''}
      data-new={isNew || undefined}
      className={`${row} border-t border-line md:hover:bg-sunken`}
    >
      <td className={`${cell} order-4 col-span-2 font-mono text-sm text-ink-2`}>
        {/* For eyes alone, where the column's heading does not stand above: it names the cell already. */}
        <span aria-hidden="true" className="font-sans text-ink-3 md:hidden">
          {t`Handle`}{' '}
        </span>
        <span data-field="id">
          <Sent text={id} />
        </span>
      </td>
      <td data-field="phone_number" className={`${cell} order-1 font-medium`}>
        <Address text={address} />
        {isNew && <span className="ml-2 rounded-full bg-accent-weak px-2 py-0.5 text-xs text-accent">{t`New`}</span>}
      </td>
      <td data-field="service" className={`${cell} order-2`}>
        <Service name={service} />
      </td>
      <td data-field="joined_at" className={`${cell} order-3 col-span-2 mt-1 md:mt-0`}>
        <Joined sent={joinedAt} />
      </td>
    </tr>
  )
}

/** When somebody joined: as sent and in the chosen zone. The original stays in `datetime`. */
function Joined({ sent }: { sent: string | null }) {
  const { zone } = useViewSettings()
  const time = sent === null ? null : readSentTime(sent)
  if (!time) return <Sent text={sent} />
  const converted = inZone(time.moment, zone)
  return (
    <time dateTime={sent ?? undefined} className="font-mono text-xs md:text-sm">
      <span className="block">{time.asSent}</span>
      {converted !== null && converted !== time.asSent && <span className="block text-ink-3">{converted}</span>}
    </time>
  )
}

const Note = ({ children }: { children: string }) => (
  <tr className="block md:table-row">
    <td colSpan={columns.length} className="block border-t border-line px-4 py-8 text-center text-ink-2 md:table-cell">
      {children}
    </td>
  </tr>
)

const SkeletonRow = () => (
  <tr aria-hidden="true" className={`${row} border-t border-line`}>
    <td className={`${cell} order-4 col-span-2 text-sm`}>
      <span className="skeleton w-12" />
    </td>
    <td className={`${cell} order-1`}>
      <span className="skeleton w-28" />
    </td>
    <td className={`${cell} order-2`}>
      <span className="inline-flex min-h-6 items-center">
        <span className="skeleton w-16" />
      </span>
    </td>
    <td className={`${cell} order-3 col-span-2 mt-1 font-mono text-xs md:mt-0 md:text-sm`}>
      <span className="block">
        <span className="skeleton w-44" />
      </span>
      <span className="block">
        <span className="skeleton w-36" />
      </span>
    </td>
  </tr>
)
