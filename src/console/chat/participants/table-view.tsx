import { type ComponentType, useState } from 'react'

import { groupDigits } from '../../format/field-values.tsx'
import { t } from '../../i18n/text.ts'
import { useAddressParameters } from '../../settings/address-parameters.ts'
import { useViewSettings } from '../../settings/view-settings.ts'
import { useIsHydrated } from '../../ui/use-is-hydrated.ts'
import { filterHash, readFilter } from '../../../urls/participant-filter.ts'
import type { FilterFieldProps } from '../../ui/filter-field.tsx'
import { parseSort, type SortOrder } from './row-order.ts'

/** From this many participants on there is a filter. */
const filterFrom = 10

/** The order and the filter of the participants. */
export interface TableView {
  order: SortOrder | null
  filter: string
  setSort: (sort: string | null) => void
  setFilter: (filter: string) => void
}

/** Reads `sort` and `filter` from the address. A server sees no filter, so that hydration must not either. */
export function useTableView(count: number): TableView {
  const { search, set, edit, hash } = useAddressParameters()
  const isHydrated = useIsHydrated()
  const { masked } = useViewSettings()
  // A filter may be somebody's number: while personal data is hidden it stays out of the address.
  const [privateFilter, setPrivateFilter] = useState('')
  return {
    order: parseSort(search.get('sort')),
    filter: count >= filterFrom ? (masked ? privateFilter : isHydrated ? readFilter(hash) : '') : '',
    setSort: (sort) => set('sort', sort),
    setFilter: (filter) => (masked ? setPrivateFilter(filter) : edit((query) => query, filterHash(filter))),
  }
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
