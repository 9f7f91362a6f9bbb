import { memo, type ReactNode, type Ref } from 'react'

import type { Participant, SentField } from '../../../linq/chat.ts'
import type { ChatId } from '../../../linq/chat-id.ts'
import { columns } from '../../format/columns.ts'
import { Address, Sent, Was } from '../../format/field-values.tsx'
import { SentTime } from '../../format/sent-time.tsx'
import { ServiceBadge } from '../../ui/service-badge.tsx'
import { t } from '../../i18n/text.ts'
import { CopyValue } from '../../ui/copy-value.tsx'
import { MoreOfRow } from './more-of-row.tsx'

// Clipped: stacked combining marks must not cover other rows. Where the table is narrow a row has two columns, with the rest under the address. It stays one table in one order.
const rowClass =
  'grid w-full overflow-clip grid-cols-[minmax(min-content,1fr)_auto] content-start gap-x-3 border-t border-line px-4 py-3 wide:grid-cols-[minmax(0,1fr)_8rem_15rem_10rem] wide:content-center wide:items-center wide:gap-x-0 wide:px-0 wide:py-2'
const cellClass = 'min-w-0 wide:order-none wide:col-span-1 wide:px-4'

const layouts = {
  /** As high as its content. */
  auto: 'break-inside-avoid',
  /** As high as all other rows (`--row`); longer texts are clamped. */
  fixed: 'h-(--row) [contain:strict]',
  /** Never visible: the row that the height of all others is measured on. */
  sample: 'invisible absolute',
}

/** A word about a participant. */
const Mark = ({ children }: { children: ReactNode }) => (
  <span className="ml-8 rounded-full border border-transparent bg-accent-weak px-2 py-0.5 text-xs whitespace-nowrap text-accent not-first-of-type:ml-2">
    {children}
  </span>
)

interface RowProps {
  masked: boolean
  /** The chat, where the rows have links into other tools. */
  linkedFrom?: ChatId | null
  participant: Participant
  isNew: boolean
  /** The participant when the page was opened, if a field has changed since. */
  before?: Participant | undefined
  layout?: keyof typeof layouts
  /** Its position in a table that renders only some of its rows. */
  index?: number | undefined
  ref?: Ref<HTMLTableRowElement>
}

/** The content of a cell, in a box only where it is clamped. */
const Content = ({
  clamp,
  title,
  children,
}: {
  clamp: string | false
  title?: string | undefined
  children: ReactNode
}) =>
  clamp ? (
    <div className={clamp} title={title}>
      {children}
    </div>
  ) : (
    children
  )

/** From this length on an address may be clamped: then the whole of it is its tooltip. */
const longAddress = 24

/** The row of a participant. */
export const Row = memo(function Row({
  masked,
  participant,
  linkedFrom,
  isNew,
  before,
  layout = 'auto',
  index,
  ref,
}: RowProps) {
  const { id, address, service, joinedAt, isOwn, gone } = participant
  const copyButton = (value: SentField, label: string) =>
    // The placeholder of a hidden value is of no use elsewhere.
    value && (!masked || /^[\da-f-]+$/.test(value)) ? <CopyValue value={value} label={label} /> : null
  const isClamped = layout !== 'auto'
  return (
    <tr
      ref={ref}
      aria-rowindex={index === undefined ? undefined : index + 2}
      aria-hidden={layout === 'sample' || undefined}
      data-handle-id={layout === 'sample' ? undefined : (id ?? '')}
      data-new={isNew || undefined}
      data-changed={before ? '' : undefined}
      className={`${rowClass} wide:hover:bg-sunken ${layouts[layout]}`}
    >
      <td data-field="phone_number" className={`${cellClass} order-1 font-medium`}>
        <Content
          clamp={isClamped && (gone ? 'line-clamp-3' : 'line-clamp-2')}
          title={address && layout === 'fixed' && address.length > longAddress ? address : undefined}
        >
          <Address text={address} />
          {copyButton(address, address?.includes('@') ? t`Copy address` : t`Copy number`)}
          {isOwn && <Mark>{t`Our line`}</Mark>}
          {isNew && <Mark>{t`New`}</Mark>}
          {(gone ?? linkedFrom) && <MoreOfRow linkedFrom={linkedFrom} participant={participant} />}
          {before &&
            changedFields(before, participant).map((field) => (
              <Mark key={field}>
                <Was text={before[field]} />
              </Mark>
            ))}
        </Content>
      </td>
      <td data-field="service" className={`${cellClass} order-2`}>
        <Content clamp={isClamped && 'max-h-12 overflow-hidden'}>
          <ServiceBadge name={service} />
        </Content>
      </td>
      <td data-field="joined_at" className={`${cellClass} order-3 col-span-2 mt-1 wide:mt-0`}>
        <Content clamp={isClamped && 'max-h-16 overflow-hidden'}>
          <SentTime sent={joinedAt} />
        </Content>
      </td>
      <td className={`${cellClass} order-4 col-span-2 tabular text-sm text-ink-2 wide:text-right`}>
        <Content clamp={isClamped && 'line-clamp-3'}>
          {/* Visible where the column has no heading above it. The heading names the cell for screen readers. */}
          <span aria-hidden="true" className="text-ink-3 wide:hidden print:hidden">
            {t`Handle ID`}{' '}
          </span>
          <span data-field="id" className="relative">
            <Sent text={id} />
            {copyButton(id, t`Copy handle ID`)}
          </span>
        </Content>
      </td>
    </tr>
  )
})

const changedFields = (before: Participant, now: Participant) =>
  (['address', 'service', 'joinedAt', 'id'] as const).filter((field) => before[field] !== now[field])

/** Stands for a row while the chat is loading. */
export const SkeletonRow = () => (
  <tr aria-hidden="true" className={rowClass}>
    <td className={`${cellClass} order-1`}>
      <span className="skeleton w-28" />
    </td>
    <td className={`${cellClass} order-2`}>
      <span className="inline-flex min-h-6 items-center">
        <span className="skeleton w-16" />
      </span>
    </td>
    <td className={`${cellClass} order-3 col-span-2 mt-1 text-sm wide:mt-0`}>
      <span className="skeleton w-44" />
    </td>
    <td className={`${cellClass} order-4 col-span-2 text-sm wide:text-right`}>
      <span className="skeleton w-12" />
    </td>
  </tr>
)

/** A sentence instead of rows. */
export const NoRows = ({ children }: { children: string }) => (
  <tr className="block">
    <td colSpan={columns.length} className="block border-t border-line px-4 py-8 text-center text-ink-2">
      {children}
    </td>
  </tr>
)
