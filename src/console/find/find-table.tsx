import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react'
import { Link } from 'react-router'

import type { Chat, Participant, SentField } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { isBlank } from '../../linq/plain-text.ts'
import { chatUrl } from '../../urls/pages.ts'
import { useOpenedRow } from '../bulk/use-opened-row.ts'
import type { OpenedFromTable } from '../chat/bulk-navigation.tsx'
import { HealthBadge } from '../chat/details/health-badge.tsx'
import { formatAge } from '../format/age.ts'
import { parseSentTime } from '../format/date-time.ts'
import { Address, Sent } from '../format/field-values.tsx'
import { phoneGroups } from '../format/phone-groups.ts'
import { t } from '../i18n/text.ts'
import { pageNow } from '../settings/url-overrides.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { ServiceBadge } from '../ui/service-badge.tsx'
import type { FoundChat } from './found-list.ts'
import { Kind } from './kind.tsx'

// In a narrow window the cells are below each other. It stays one table in one order.
const rowClass =
  'grid w-full grid-cols-[minmax(min-content,1fr)_auto] content-start gap-x-3 px-4 py-3 break-inside-avoid not-first:border-t not-first:border-line wide:grid-cols-[minmax(0,1fr)_7rem_15rem_7.5rem] wide:items-center wide:gap-x-0 wide:px-0 wide:py-2 wide:hover:bg-canvas'
const cellClass = 'min-w-0 wide:order-none wide:col-span-1 wide:px-4'
const wholeLine = 'col-span-2 mt-1 wide:mt-0'

// As wide as in the rows.
const columns = (): [name: string, className: string][] => [
  [t`Chat and last update`, 'wide:flex-1'],
  [t`Service`, 'wide:w-28'],
  [t`Participants`, 'wide:w-60'],
  [t`Health`, 'wide:w-30'],
]

/** One row for each chat, in the order of Linq's list. */
export function FindTable({ chats }: { chats: readonly FoundChat[] }) {
  const table = useRef<HTMLTableElement>(null)
  const before = useRef(chats.length)
  useEffect(() => {
    // From the button that showed more rows the focus moves to the first of them.
    if (document.activeElement?.matches('[data-action=more], body'))
      table.current?.querySelectorAll<HTMLElement>('tbody a')[before.current]?.focus({ preventScroll: true })
    before.current = chats.length
  }, [chats.length])
  const open = useOpenedRow(table)
  const state: OpenedFromTable = { ids: chats.map(({ chat }) => chat.id) }
  return (
    <Table ref={table}>
      {chats.map((found) => (
        <Row key={found.chat.id} found={found} state={state} open={open} />
      ))}
    </Table>
  )
}

/** Rows as high as those of direct chats, until the list is there. */
export const LoadingTable = () => (
  <Table aria-hidden="true">
    {[0, 1, 2].map((index) => (
      <tr key={index} className={rowClass}>
        <td className={`${cellClass} order-1 col-span-2`}>
          <Line className="leading-6" widths={['w-40']} />
          <Line className="mt-1 text-sm" widths={['w-34', 'w-38']} />
        </td>
        <td className={`${cellClass} order-3 ${wholeLine}`}>
          <Line className="leading-6" widths={['w-16']} />
        </td>
        <td className={`${cellClass} order-2 ${wholeLine} text-sm`}>
          <Line widths={['w-40']} />
          <Line widths={['w-40']} />
        </td>
        <td className={`${cellClass} order-4 ${wholeLine}`}>
          <Line className="leading-5.5" widths={['w-16']} />
        </td>
      </tr>
    ))}
  </Table>
)

/** Text that is not there yet. It wraps between its parts. */
const Line = ({ widths, className = '' }: { widths: string[]; className?: string }) => (
  <span className={`block ${className}`}>
    {widths.map((width) => (
      <span key={width} className={`skeleton mr-1 max-w-full ${width}`} />
    ))}
  </span>
)

const Table = ({ children, ...table }: ComponentProps<'table'>) => (
  <div className="@container mt-4 print:@container-normal">
    <table {...table} className="block w-full overflow-clip rounded-lg border border-line bg-surface">
      <caption className="sr-only">{t`Chats`}</caption>
      <thead className="block bg-sunken narrow:sr-only">
        <tr className="flex flex-wrap gap-x-4 wide:gap-x-0">
          {columns().map(([name, className]) => (
            <th key={name} scope="col" className={`px-4 py-2 text-left text-xs font-medium text-ink-2 ${className}`}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block">{children}</tbody>
    </table>
  </div>
)

interface RowProps {
  found: FoundChat
  state: OpenedFromTable
  open: (id: ChatId) => void
}

function Row({ found: { chat, others, ownLines }, state, open }: RowProps) {
  const { search } = useViewSettings()
  const { id, displayName, service, extras } = chat
  const isUnnamed = displayName != null && isBlank(displayName)
  return (
    <tr data-chat-id={id} className={rowClass}>
      <td className={`${cellClass} order-1 col-span-2`}>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span data-field="display_name" className="line-clamp-3 font-medium">
            <Link
              to={chatUrl(id, search)}
              state={state}
              onClick={() => open(id)}
              className="text-accent underline underline-offset-2 hover:text-accent-hover"
            >
              {isUnnamed ? t`No name` : <Sent text={displayName && phoneGroups(displayName).join(' ')} />}
              {(isUnnamed || displayName == null) && <span className="sr-only"> {id}</span>}
            </Link>
          </span>
          <span data-field="group">
            <Kind chat={chat} />
          </span>
        </span>
        <span data-field="updated_at" className="mt-1 block text-sm text-ink-3">
          <Update sent={extras?.updatedAt} />
        </span>
      </td>
      <td data-field="service" className={`${cellClass} order-3 ${wholeLine}`}>
        <Labelled label={t`Service`}>
          <ServiceBadge name={service} />
        </Labelled>
      </td>
      <td className={`${cellClass} order-2 ${wholeLine} text-sm`}>
        <Participants label={t`Our line`} participants={ownLines} field="own_line" />
        <Participants label={t`With`} participants={others} field="addresses" />
      </td>
      <td data-field="health" className={`${cellClass} order-4 ${wholeLine}`}>
        <Labelled label={t`Health`}>
          <Health health={extras?.health} />
        </Labelled>
      </td>
    </tr>
  )
}

/** A value, with its name where no column has it. The heading names the cell for screen readers. */
const Labelled = ({ label, children }: { label: string; children: ReactNode }) => (
  <span className="flex flex-wrap items-center gap-x-2">
    <span aria-hidden="true" className="w-16 flex-none text-sm text-ink-3 wide:hidden print:hidden">
      {label}
    </span>
    {children}
  </span>
)

interface ParticipantsProps {
  label: string
  participants: readonly Participant[]
  field: string
}

/** The first participants of one side of a chat. One who is no longer in it is marked. */
const Participants = ({ label, participants, field }: ParticipantsProps) => (
  <span className="flex flex-wrap gap-x-2 wide:flex-nowrap print:flex-nowrap">
    <span className="w-16 flex-none text-ink-3">{label}</span>
    <span data-field={field} className="min-w-0">
      {participants.slice(0, named).map(({ address, gone }, index) => (
        <span key={index} className="block wrap-anywhere">
          <Address text={address} /> {gone && <Gone status={gone.status} />}
        </span>
      ))}
      {participants.length > named && <span className="text-ink-3">{t`and ${participants.length - named} more`}</span>}
      {participants.length === 0 && <span className="text-ink-3">{t`Not listed`}</span>}
    </span>
  </span>
)

const Gone = ({ status }: { status: SentField }) => (
  <span className="text-ink-3">
    {status === 'removed' ? t`Removed` : status === 'left' || status == null ? t`Left` : <Sent text={status} />}
  </span>
)

/** How many participants are named. */
const named = 2

function Health({ health }: { health: NonNullable<Chat['extras']>['health'] }) {
  if (!health) return <Sent text={health} />
  const { status, score } = health
  return status === undefined && score !== undefined ? (
    <span>
      {t`Score`} <Sent text={score} />
    </span>
  ) : (
    <HealthBadge status={status} />
  )
}

/** When the chat was last updated, as sent, and how long ago that is. */
function Update({ sent }: { sent: SentField }) {
  const time = sent == null ? null : parseSentTime(sent)
  return (
    <>
      {t`Updated`}{' '}
      {time ? (
        <time dateTime={sent ?? undefined} translate="no">
          {formatAge(time.moment - pageNow())} · <span className="inline-block">{time.asSent}</span>
        </time>
      ) : (
        <Sent text={sent} />
      )}
    </>
  )
}
