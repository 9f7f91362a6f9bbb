import { useState } from 'react'

import type { Column } from '../../format/columns.ts'
import { t, type Tag } from '../../i18n/text.ts'
import { announce } from '../../ui/announcer.tsx'
import { useAddressParameters } from '../../settings/address-parameters.ts'
import { parseSort, type SortOrder } from '../../settings/sort-order.ts'
import { useViewSettings } from '../../settings/view-settings.ts'
import { useIsHydrated } from '../../ui/use-is-hydrated.ts'
import { filterHash, readFilter } from '../../../urls/participant-filter.ts'

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
