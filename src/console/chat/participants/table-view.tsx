import { type ComponentType, useEffect, useRef, useState } from 'react'

import { groupDigits } from '../../format/field-values.tsx'
import type { Column } from '../../format/columns.ts'
import { t, type Tag } from '../../i18n/text.ts'
import { announce } from '../../ui/announcer.tsx'
import { useAddressParameters } from '../../settings/address-parameters.ts'
import { parseSort, type SortOrder } from '../../settings/sort-order.ts'
import { useViewSettings } from '../../settings/view-settings.ts'
import { useIsHydrated } from '../../ui/use-is-hydrated.ts'
import { filterHash, readFilter } from '../../../urls/participant-filter.ts'
import type { FilterFieldProps } from '../../ui/filter-field.tsx'

/** From this many rows on a table has a filter. */
export const filterFrom = 10

/** The order and the filter of a table. */
export interface TableView<Field extends string = Column> {
  order: SortOrder<Field> | null
  filter: string
  setSort: (sort: string | null) => void
  setFilter: (filter: string) => void
}

/** Reads `sort` and `filter` from the address. A server sees no filter, so that hydration must not either. */
export function useTableView<Field extends string>(
  count: number,
  columns: readonly { field: Field; name: (write: Tag) => string }[],
): TableView<Field> {
  const { search, set, edit, hash } = useAddressParameters()
  const isHydrated = useIsHydrated()
  const { masked } = useViewSettings()
  // A filter may be somebody's number: while personal data is hidden it stays out of the address.
  const [privateFilter, setPrivateFilter] = useState('')
  return {
    order: parseSort(search.get('sort'), columns),
    filter: count >= filterFrom ? (masked ? privateFilter : isHydrated ? readFilter(hash) : '') : '',
    setSort: (sort) => {
      const order = parseSort(sort, columns)
      const name = columns.find(({ field }) => field === order?.column)?.name(t) ?? ''
      announce(
        order === null
          ? t`Not sorted`
          : order.descending
            ? t`Sorted by ${name}, descending`
            : t`Sorted by ${name}, ascending`,
      )
      set('sort', sort)
    },
    setFilter: (filter) => (masked ? setPrivateFilter(filter) : edit((query) => query, filterHash(filter))),
  }
}

/** How many rows match a filter, said when a person stops typing. */
export function Found({ filter, found, count }: { filter: string; found: number; count: number }) {
  const text = filter.trim() === '' ? '' : t`${groupDigits(String(found))} of ${groupDigits(String(count))}`
  const isFirst = useRef(true)
  useEffect(() => {
    if (!isFirst.current) announce(text)
    isFirst.current = false
  }, [text])
  return (
    <p data-found="" className="text-sm text-ink-3">
      {text}
    </p>
  )
}

interface TableHeadingProps {
  view: TableView
  /** All participants. */
  count: number
  /** Those that match the filter. */
  found: number
  /** Lazy where the table is part of the first load. */
  FilterField: ComponentType<FilterFieldProps>
}

export const TableHeading = ({ view, count, found, FilterField }: TableHeadingProps) => (
  <div className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2">
    <h2 id="participants" className="text-lg font-semibold">
      {t`Participants`}
    </h2>
    {count >= filterFrom && (
      <div className="flex flex-wrap items-center gap-3">
        <Found filter={view.filter} found={found} count={count} />
        <FilterField
          filter={view.filter}
          setFilter={view.setFilter}
          aria-label={t`Filter participants`}
          placeholder={t`Filter`}
          className="w-44 max-w-full print:hidden"
        />
      </div>
    )}
  </div>
)
