import { type Column, columns } from '../../format/columns.ts'
import { t } from '../../i18n/text.ts'
import { SortHead } from '../../ui/sort-head.tsx'
import type { TableView } from './table-view.ts'

// As wide as the columns of `participant-row.tsx`.
const headClasses: Record<Column, string> = {
  phone_number: 'wide:flex-1',
  service: 'wide:w-32',
  joined_at: 'wide:w-60',
  id: 'wide:w-40 wide:flex wide:justify-end',
}

// The address is what a row is looked for by; its ID is looked for last.
const [idColumn, ...others] = columns
const displayed = [...others, idColumn]

interface TableHeadProps {
  view: TableView
  /** Whether rows scroll under it, and have an index. */
  isVirtual?: boolean
}

/** The names of the columns, each a button that sorts. */
export const TableHead = ({ view: { order, setSort }, isVirtual = false }: TableHeadProps) => (
  <thead
    className={`block border-t border-line bg-sunken narrow:px-4 narrow:py-1 ${isVirtual ? 'sticky top-0 z-10 border-b' : ''}`}
  >
    <tr aria-rowindex={isVirtual ? 1 : undefined} className="flex flex-wrap gap-x-4 wide:gap-x-0">
      {displayed.map(({ field, name }) => (
        <SortHead
          key={field}
          field={field}
          name={name(t)}
          order={order}
          setSort={setSort}
          className={`wide:px-2 ${headClasses[field]}`}
          buttonClass="wide:min-h-8 wide:px-2"
          tip={field === 'id' ? t`Linq’s ID of the participant in this chat` : undefined}
        />
      ))}
    </tr>
  </thead>
)
