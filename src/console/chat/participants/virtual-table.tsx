import { type CSSProperties, memo, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

import type { Participant } from '../../../linq/chat.ts'
import { useViewSettings } from '../../settings/view-settings.ts'
import { t } from '../../i18n/text.ts'
import { Pending } from '../../ui/pending-marker.tsx'
import { RemovedParticipants } from './removed-participants.tsx'
import {
  type HeadStyle,
  JoinedAt,
  NewBadge,
  Note,
  type RowProps,
  TableHead,
  TableHeading,
  useTableView,
  widths,
} from './participant-table.tsx'
import { useRowWindow } from './row-window.ts'
import { useSortedRows } from './use-sorted-rows.ts'
import { Address, groupDigits, Sent, Service } from '../../format/field-values.tsx'
import type { Changes } from './changes.ts'

/** A page higher than this many pixels is cut off by some browsers. */
const highest = 16_000_000

/** So many rows are printed. */
const mostPrinted = 1000

export interface VirtualTableProps {
  list: Participant[]
  changes: Changes | undefined
}

/** The participants of a large chat: the same table, of which only the rows near the window are drawn. */
export function VirtualTable({ list, changes }: VirtualTableProps) {
  const view = useTableView(list.length)
  const { zone } = useViewSettings()
  const { rows, busy } = useSortedRows(list, view.order, view.filter)
  const end = useRef<HTMLParagraphElement>(null)
  const sample = useMemo(() => largestOf(list), [list])
  const [rowHeight, setRowHeight] = useState(57)
  const printing = usePrinting()
  const count = Math.min(rows?.length ?? 0, printing ? mostPrinted : Math.floor(highest / rowHeight))
  const all = groupDigits(String(list.length))
  return (
    <section aria-labelledby="participants" className="overflow-clip rounded-lg border border-line bg-surface">
      {busy && <Pending />}
      <TableHeading view={view} count={list.length} found={rows?.length ?? list.length} />
      <p className="flex flex-wrap items-center gap-x-4 border-t border-line px-4 py-2 text-sm text-ink-3">
        {printing ? (
          count < list.length &&
          t`The first ${groupDigits(String(count))} of ${all} are printed. Download the CSV for all of them.`
        ) : (
          <>
            <span className="min-w-0 flex-1 basis-60">
              {t`Rows load as you scroll. Use the filter to search all ${all}.`}
            </span>
            <button
              type="button"
              className="min-h-6 cursor-pointer font-medium text-accent underline underline-offset-2 hover:text-accent-hover"
              onClick={() => {
                end.current?.scrollIntoView({ block: 'end' })
                end.current?.focus({ preventScroll: true })
              }}
            >
              {t`Skip the table`}
            </button>
          </>
        )}
      </p>
      {changes && changes.removed.length > 0 && <RemovedParticipants {...changes} />}
      <table
        aria-rowcount={(rows?.length ?? list.length) + 1}
        aria-busy={busy}
        className="block w-full aria-busy:opacity-60"
      >
        <caption className="sr-only">{t`Participants in this chat`}</caption>
        <TableHead view={view} style={headStyle} />
        <Rows
          rows={rows}
          count={count}
          printing={printing}
          onHeight={setRowHeight}
          rowHeight={rowHeight}
          sample={sample}
          changes={changes}
          zone={zone}
        />
      </table>
      <p ref={end} tabIndex={-1} className="border-t border-line px-4 py-2 text-sm text-ink-3 print:hidden">
        {!printing && rows && count < rows.length
          ? t`Only the first ${groupDigits(String(count))} are shown. Use the filter to find the others.`
          : t`End of the table`}
      </p>
    </section>
  )
}

interface RowsProps {
  /** The rows in their order; null until it is known. */
  rows: Participant[] | null
  /** How many of them can be drawn. */
  count: number
  printing: boolean
  rowHeight: number
  /** Told what height rows have. */
  onHeight: (height: number) => void
  sample: Participant
  changes: Changes | undefined
  zone: string
}

/** The rows near the window. They are apart from the table, for which nothing changes while it is scrolled. */
function Rows({ rows, count, printing, rowHeight, onHeight, sample, changes, zone }: RowsProps) {
  const body = useRef<HTMLTableSectionElement>(null)
  const sampleRow = useHeight(onHeight)
  const seen = useRowWindow(body, rowHeight, count)
  const { from, to } = printing ? { from: 0, to: count } : seen
  return (
    <tbody
      ref={body}
      // What the browser has scrolled to before it is drawn looks like rows still to come.
      className="relative block bg-[linear-gradient(theme('colors.line')_1px,transparent_1px)]"
      style={printing || count === 0 ? undefined : placeOf(from, count, rowHeight)}
    >
      <VirtualRow sample={sampleRow} participant={sample} isNew={false} zone={zone} />
      {rows?.slice(from, to).map((participant, offset) => (
        <VirtualRow
          // By place: an id may be missing or sent twice.
          key={from + offset}
          index={from + offset}
          flows={printing}
          participant={participant}
          isNew={changes?.isNew(participant) ?? false}
          zone={zone}
        />
      ))}
      {rows?.length === 0 && <Note>{t`No participants match this filter.`}</Note>}
    </tbody>
  )
}

/**
 * Where the drawn rows stand in the height of all. Told once for all of them: with a style of its own for each row the
 * browser takes four times as long for a frame.
 */
const placeOf = (from: number, count: number, rowHeight: number): CSSProperties & { '--row': string } => ({
  '--row': `${rowHeight}px`,
  height: count * rowHeight,
  paddingTop: from * rowHeight,
  backgroundSize: `100% ${rowHeight}px`,
})

interface VirtualRowProps extends RowProps {
  /** Its place in the table; without one it is the sample that the height of all is taken from. */
  index?: number
  /** Whether it is as high as it has to be, as on paper. */
  flows?: boolean
  sample?: RefObject<HTMLTableRowElement | null>
}

// In sight while the rows scroll under it.
const headStyle: HeadStyle = {
  head: 'sticky top-0 z-10 border-b',
  row: 'md:gap-x-0',
  cell: (column) => widths[column] || 'md:flex-1',
  index: 1,
}

const rowClass =
  'grid w-full grid-cols-[minmax(0,1fr)_auto] content-start gap-x-3 overflow-hidden border-t border-line px-4 py-3 md:grid-cols-[9rem_minmax(0,1fr)_10rem_15rem] md:content-center md:items-center md:gap-x-0 md:px-0 md:py-2 md:hover:bg-sunken'
const cellClass = 'min-w-0 md:order-none md:col-span-1 md:px-4'

const VirtualRow = memo(function VirtualRow({
  participant: { id, address, service, joinedAt },
  isNew,
  zone,
  index,
  flows = false,
  sample,
}: VirtualRowProps) {
  return (
    <tr
      ref={sample}
      aria-rowindex={index === undefined ? undefined : index + 2}
      aria-hidden={index === undefined || undefined}
      data-handle-id={index === undefined ? undefined : (id ?? '')}
      data-new={isNew || undefined}
      className={`${rowClass} ${index === undefined ? 'invisible absolute' : flows ? 'break-inside-avoid' : 'h-(--row) [contain:strict]'}`}
    >
      <td className={`${cellClass} order-4 col-span-2 font-mono text-sm text-ink-2`}>
        <div className="line-clamp-2">
          <span aria-hidden="true" className="font-sans text-ink-3 md:hidden">
            {t`Handle`}{' '}
          </span>
          <span data-field="id">
            <Sent text={id} />
          </span>
        </div>
      </td>
      <td data-field="phone_number" className={`${cellClass} order-1 font-medium`}>
        <div className="line-clamp-2" title={address && address.length > longAddress ? address : undefined}>
          <Address text={address} />
          {isNew && <NewBadge />}
        </div>
      </td>
      <td data-field="service" className={`${cellClass} order-2`}>
        <div className="max-h-12 overflow-hidden">
          <Service name={service} />
        </div>
      </td>
      <td data-field="joined_at" className={`${cellClass} order-3 col-span-2 mt-1 md:mt-0`}>
        <div className="max-h-16 overflow-hidden">
          <JoinedAt sent={joinedAt} zone={zone} />
        </div>
      </td>
    </tr>
  )
})

/** A longer address may be cut, and is told whole to who rests on it. */
const longAddress = 24

/** Somebody with the longest of everything: no row is higher than theirs. */
function largestOf(list: Participant[]): Participant {
  const largest: Participant = { id: null, address: null, service: null, joinedAt: null }
  for (const participant of list)
    for (const field of ['id', 'address', 'service', 'joinedAt'] as const)
      if ((participant[field]?.length ?? 0) > (largest[field]?.length ?? 0)) largest[field] = participant[field]
  return largest
}

/** Tells the height of a row, taken from one that nobody sees: it changes with the width, the zone and a reader's text size. */
function useHeight(onHeight: (height: number) => void): RefObject<HTMLTableRowElement | null> {
  const sample = useRef<HTMLTableRowElement>(null)
  useLayoutEffect(() => {
    const row = sample.current
    if (!row) return
    const measure = () => onHeight(Math.max(1, Math.ceil(row.getBoundingClientRect().height)))
    measure()
    // Before the frame is painted, in which rows would have the height of before.
    const observer = new ResizeObserver(() => flushSync(measure))
    observer.observe(row)
    return () => observer.disconnect()
  }, [onHeight])
  return sample
}

/** Whether the page is being printed. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const paper = matchMedia('print')
    // The paper is drawn right after this.
    const set = (now: boolean) => () => flushSync(() => setPrinting(now))
    const [begin, done, change] = [set(true), set(false), () => set(paper.matches)()]
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', done)
    paper.addEventListener('change', change)
    return () => {
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', done)
      paper.removeEventListener('change', change)
    }
  }, [])
  return printing
}
