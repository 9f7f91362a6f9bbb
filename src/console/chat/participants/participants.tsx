import { Suspense } from 'react'

import type { Participant } from '../../../linq/chat.ts'
import { useViewSettings } from '../../settings/view-settings.ts'
import { t } from '../../i18n/text.ts'
import { lazyComponent } from '../../ui/lazy-component.tsx'
import { chatChunk, largeChunk } from '../../chunks.ts'
import { Pending } from '../../ui/pending-marker.tsx'
import { virtualizeAbove } from './virtualize-above.ts'
import { cell, Note, Row, row, TableHead, TableHeading, useTableView } from './participant-table.tsx'
import { filterRows, sortRows } from './row-order.ts'
import type { Changes } from './changes.ts'

const RemovedParticipants = lazyComponent(chatChunk, (all) => all.RemovedParticipants)
const VirtualTable = lazyComponent(largeChunk, (all) => all.VirtualTable)

export interface ParticipantsProps {
  /** The participants; null when no list was sent, undefined while there is no answer. */
  list: Participant[] | null | undefined
  changes: Changes | undefined
}

/** The participants of a chat, as a table that the address orders (`sort`) and filters (`filter`). */
export function Participants({ list, changes }: ParticipantsProps) {
  const { masked } = useViewSettings()
  return list && list.length > virtualizeAbove ? (
    <Suspense
      fallback={
        <>
          <PlainTable list={undefined} changes={undefined} />
          <Pending />
        </>
      }
    >
      {/* Rows of before personal data was hidden must not stay until those of afterwards are in order. */}
      <VirtualTable key={String(masked)} list={list} changes={changes} />
    </Suspense>
  ) : (
    <PlainTable list={list} changes={changes} />
  )
}

function PlainTable({ list, changes }: ParticipantsProps) {
  const count = list?.length ?? 0
  const view = useTableView(count)
  const { zone } = useViewSettings()
  const rows = sortRows(filterRows(list ?? [], view.filter), view.order)
  return (
    <section aria-labelledby="participants" className="overflow-hidden rounded-lg border border-line bg-surface">
      <TableHeading view={view} count={count} found={rows.length} />
      <table className="block w-full md:table md:table-fixed">
        <caption className="sr-only">{t`Participants in this chat`}</caption>
        <TableHead view={view} />
        <tbody className="block md:table-row-group">
          {list === undefined && [0, 1].map((index) => <SkeletonRow key={index} />)}
          {/* Rows have no key of their own: an id may be missing or sent twice. */}
          {rows.map((participant, index) => (
            <Row key={index} participant={participant} isNew={changes?.isNew(participant) ?? false} zone={zone} />
          ))}
          {list && list.length === 0 && <Note>{t`This chat has no participants.`}</Note>}
          {list && list.length > 0 && rows.length === 0 && <Note>{t`No participants match this filter.`}</Note>}
          {list === null && <Note>{t`Linq did not send a list of participants.`}</Note>}
        </tbody>
      </table>
      <Suspense fallback={<Pending />}>
        {changes && changes.removed.length > 0 && <RemovedParticipants {...changes} />}
      </Suspense>
    </section>
  )
}

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
