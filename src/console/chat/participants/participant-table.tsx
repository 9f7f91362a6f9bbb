import { useState } from 'react'

import type { Participant } from '../../../linq/chat.ts'
import { useAddressParameters } from '../../settings/address-parameters.ts'
import { useViewSettings } from '../../settings/view-settings.ts'
import { t } from '../../i18n/text.ts'
import { FilterField } from '../../ui/filter-field.tsx'
import { SortIcon } from '../../ui/icons.tsx'
import { nextSort, type SortOrder, parseSort } from './row-order.ts'
import { formatInZone, parseSentTime } from '../../format/date-time.ts'
import { Address, groupDigits, Sent, Service } from '../../format/field-values.tsx'
import { type Column, columns } from '../../format/columns.ts'

/** From this many participants on there is a box to filter them. */
const filterFrom = 10

// Below 768 px a row becomes two columns with the rest under the address; it stays one table in one order.
export const row = 'grid grid-cols-[minmax(min-content,1fr)_auto] gap-x-3 px-4 py-3 md:table-row'
export const cell = 'border-line md:border-t md:px-4 md:py-2 md:align-middle'

/** How the participants are looked at, and what changes it. */
export interface TableView {
  order: SortOrder | null
  filter: string
  setSort: (sort: string | null) => void
  setFilter: (filter: string) => void
}

/** How the address wants the participants to be looked at: `sort` and `filter`. */
export function useTableView(count: number): TableView {
  const { search, set } = useAddressParameters()
  const { masked } = useViewSettings()
  // What somebody filters by may be a number: while personal data is hidden it stays out of the address.
  const [unwritten, setUnwritten] = useState('')
  return {
    order: parseSort(search.get('sort')),
    filter: count >= filterFrom ? (masked ? unwritten : (search.get('filter') ?? '')) : '',
    setSort: (sort) => set('sort', sort),
    setFilter: (filter) => (masked ? setUnwritten(filter) : set('filter', filter)),
  }
}

interface HeadingProps {
  view: TableView
  /** How many participants there are, and how many of them the filter leaves. */
  count: number
  found: number
}

/** The heading of the table, with the box to filter it. */
export const TableHeading = ({ view, count, found }: HeadingProps) => (
  <div className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2">
    <h2 id="participants" className="text-lg font-semibold">
      {t`Participants`}
    </h2>
    {count >= filterFrom && (
      <div className="flex items-center gap-3 print:hidden">
        <p role="status" className="text-sm text-ink-3">
          {view.filter.trim() === '' ? '' : t`${groupDigits(String(found))} of ${groupDigits(String(count))}`}
        </p>
        <FilterField
          filter={view.filter}
          setFilter={view.setFilter}
          aria-label={t`Filter participants`}
          placeholder={t`Filter`}
          className="w-44 placeholder:text-ink-3"
        />
      </div>
    )}
  </div>
)

/** How the columns' names look: as a table's, unless its rows are placed in another way. */
export interface HeadStyle {
  head: string
  row: string
  cell: (column: Column) => string
  /** The place of the names in a table that tells its rows' places. */
  index?: number
}

export const widths: Record<Column, string> = {
  id: 'md:w-36',
  phone_number: '',
  service: 'md:w-40',
  joined_at: 'md:w-60',
}

const tableHead: HeadStyle = {
  head: 'md:table-header-group',
  row: 'md:table-row',
  cell: (column) => `md:border-t ${widths[column]}`,
}

/** The columns' names, each a button that sorts. */
export const TableHead = ({ view: { order, setSort }, style = tableHead }: { view: TableView; style?: HeadStyle }) => (
  <thead className={`block border-t border-line bg-sunken max-md:px-4 max-md:py-1 ${style.head}`}>
    <tr aria-rowindex={style.index} className={`flex flex-wrap gap-x-4 ${style.row}`}>
      {columns.map(({ field, name }) => {
        const direction = order?.column === field ? (order.descending ? 'descending' : 'ascending') : undefined
        return (
          <th
            key={field}
            scope="col"
            aria-sort={direction}
            className={`border-line bg-sunken text-left text-xs font-medium text-ink-2 md:px-2 ${style.cell(field)}`}
          >
            <button
              type="button"
              onClick={() => setSort(nextSort(order, field))}
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
)

export interface RowProps {
  participant: Participant
  isNew: boolean
  /** The zone that times are also told in. */
  zone: string
}

/** A participant. */
export function Row({ participant: { id, address, service, joinedAt }, isNew, zone }: RowProps) {
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
        {isNew && <NewBadge />}
      </td>
      <td data-field="service" className={`${cell} order-2`}>
        <Service name={service} />
      </td>
      <td data-field="joined_at" className={`${cell} order-3 col-span-2 mt-1 md:mt-0`}>
        <JoinedAt sent={joinedAt} zone={zone} />
      </td>
    </tr>
  )
}

/** Marks who was not there when the page was opened. */
export const NewBadge = () => (
  <span className="ml-2 rounded-full bg-accent-weak px-2 py-0.5 text-xs text-accent">{t`New`}</span>
)

/** When somebody joined: as sent and in the chosen zone. The original stays in `datetime`. */
export function JoinedAt({ sent, zone }: { sent: string | null; zone: string }) {
  const time = sent === null ? null : parseSentTime(sent)
  if (!time) return <Sent text={sent} />
  const converted = formatInZone(time.moment, zone)
  return (
    <time dateTime={sent ?? undefined} className="font-mono text-xs md:text-sm">
      <span className="block">{time.asSent}</span>
      {converted !== null && converted !== time.asSent && <span className="block text-ink-3">{converted}</span>}
    </time>
  )
}

/** In place of rows. */
export const Note = ({ children }: { children: string }) => (
  <tr className="block md:table-row">
    <td colSpan={columns.length} className="block border-t border-line px-4 py-8 text-center text-ink-2 md:table-cell">
      {children}
    </td>
  </tr>
)
