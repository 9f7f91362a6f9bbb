import { useEffect, useRef } from 'react'

import { groupDigits } from '../../format/field-values.tsx'
import { t } from '../../i18n/text.ts'
import { announce } from '../../ui/announcer.tsx'
import { FilterField } from '../../ui/filter-field.tsx'
import { filterFrom, type TableView } from './table-view.ts'

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

/** A table, and how many rows it has. */
interface TableFilterProps {
  view: TableView
  /** All participants. */
  count: number
  /** Those that match the filter. */
  found: number
}

/** The filter of the table of participants. */
const TableFilter = ({ view, count, found }: TableFilterProps) => (
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
)

/** The heading of the table of participants, with its filter where there are many. */
export const TableHeading = (filtered: TableFilterProps) => (
  <div className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2">
    <h2 id="participants" className="text-lg font-semibold">
      {t`Participants`}
    </h2>
    {filtered.count >= filterFrom && <TableFilter {...filtered} />}
  </div>
)
