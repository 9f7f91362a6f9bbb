import type { Chat } from '../../../linq/chat.ts'
import type { ChatId } from '../../../linq/chat-id.ts'
import { useDataSource } from '../../data-source.ts'
import { virtualizeAbove } from '../../data/virtualize-above.ts'
import { columns } from '../../format/columns.ts'
import { useViewSettings } from '../../settings/view-settings.ts'
import { t } from '../../i18n/text.ts'
import { lazyComponent } from '../../ui/lazy-component.tsx'
import { largeChunk } from '../../chunks.ts'
import { NoRows, Row, SkeletonRow } from './participant-row.tsx'
import { TableHead } from './table-head.tsx'
import { TableHeading } from './table-filter.tsx'
import { useTableView } from './table-view.ts'
import { RemovedParticipants } from './removed-participants.tsx'
import { filterRows } from './row-filter.ts'
import { sortRows } from './row-order.ts'
import type { Changes } from './changes.ts'

const VirtualTable = lazyComponent(largeChunk, (all) => all.VirtualTable)

export interface ParticipantsProps {
  /** Undefined while loading. */
  chat: Chat | undefined
  changes: Changes | undefined
}

/** The table of participants, sorted and filtered as the address says. */
export function Participants({ chat, changes }: ParticipantsProps) {
  const list = chat?.participants
  const { masked } = useViewSettings()
  const { links } = useDataSource()
  // A link has the participant's number or address in it.
  const linkedFrom = chat && !masked && links.length > 0 ? chat.id : null
  return list && list.length > virtualizeAbove ? (
    <VirtualTable masked={masked} list={list} changes={changes} linkedFrom={linkedFrom} />
  ) : (
    <PlainTable masked={masked} chat={chat} changes={changes} linkedFrom={linkedFrom} />
  )
}

function PlainTable({
  masked,
  chat,
  changes,
  linkedFrom,
}: ParticipantsProps & { masked: boolean; linkedFrom: ChatId | null }) {
  const list = chat?.participants
  const count = list?.length ?? 0
  const view = useTableView(count, columns)
  const found = view.filter === '' ? undefined : filterRows(list ?? [], view.filter)
  const rows = sortRows(found ?? list ?? [], view.order)
  return (
    <section aria-labelledby="participants" className="overflow-clip rounded-lg border border-line bg-surface">
      <TableHeading view={view} count={count} found={rows.length} />
      <table className="block w-full">
        <caption className="sr-only">{t`Participants in this chat`}</caption>
        <TableHead view={view} />
        <tbody className="block">
          {!chat && [0, 1].map((index) => <SkeletonRow key={index} />)}
          {/* The index is the key: an id may be missing or sent twice. */}
          {rows.map((participant, index) => (
            <Row
              key={index}
              masked={masked}
              participant={participant}
              isNew={changes?.isNew(participant) ?? false}
              before={changes?.beforeOf(participant)}
              linkedFrom={linkedFrom}
            />
          ))}
          {list && list.length === 0 && <NoRows>{t`This chat has no participants.`}</NoRows>}
          {list && list.length > 0 && rows.length === 0 && <NoRows>{t`No participants match this filter.`}</NoRows>}
          {chat && !list && (
            <NoRows>
              {list === null
                ? t`The list of participants is null.`
                : chat.notAList === undefined
                  ? t`Linq did not send a list of participants.`
                  : t`The participants are not a list.`}
            </NoRows>
          )}
        </tbody>
      </table>
      {changes && changes.removed.length > 0 && <RemovedParticipants {...changes} />}
    </section>
  )
}
