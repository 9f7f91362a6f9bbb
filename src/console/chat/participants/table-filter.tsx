import { useEffect, useRef } from 'react'

import { groupDigits } from '../../format/field-values.tsx'
import { t } from '../../i18n/text.ts'
import { announce } from '../../ui/announcer.tsx'
import { FilterField } from '../../ui/filter-field.tsx'
import type { TableFilterProps } from './table-view.tsx'

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

/** The filter of the table of participants. */
export const TableFilter = ({ view, count, found }: TableFilterProps) => (
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
