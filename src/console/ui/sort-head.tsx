import { nextSort, type SortOrder } from '../settings/sort-order.ts'
import { SortIcon } from './icons.tsx'

interface SortHeadProps {
  field: string
  name: string
  order: SortOrder | null
  setSort: (sort: string | null) => void
  /** The classes of the cell, and of its button. */
  className: string
  buttonClass: string
  tip?: string | undefined
}

/** The heading of a column, with a button that sorts by it. */
export function SortHead({ field, name, order, setSort, className, buttonClass, tip }: SortHeadProps) {
  const next = nextSort(order, field)
  const direction = order?.column === field ? (order.descending ? 'descending' : 'ascending') : undefined
  return (
    <th scope="col" aria-sort={direction} className={`text-left text-xs font-medium text-ink-2 ${className}`}>
      <button
        // For the form of a server-rendered page.
        type="submit"
        form="sort"
        name={next === null ? undefined : 'sort'}
        value={next ?? undefined}
        data-tip={tip}
        onClick={() => setSort(next)}
        className={`flex min-h-9 cursor-pointer items-center gap-1 rounded-sm text-left font-medium -outline-offset-2 hover:text-ink ${buttonClass} ${direction ? 'text-ink' : ''}`}
      >
        {name}
        <SortIcon direction={direction} />
      </button>
    </th>
  )
}
