import { type CSSProperties, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

import type { Participant } from '../../../linq/chat.ts'
import type { ChatId } from '../../../linq/chat-id.ts'
import { columns } from '../../format/columns.ts'
import { t } from '../../i18n/text.ts'
import { Pending } from '../../ui/pending-marker.tsx'
import { RemovedParticipants } from './removed-participants.tsx'
import { NoRows, Row } from './participant-row.tsx'
import { TableHead } from './table-head.tsx'
import { TableHeading } from './table-filter.tsx'
import { useTableView } from './table-view.ts'
import { useRowWindow } from './row-window.ts'
import { useSortedRows } from './use-sorted-rows.ts'
import { groupDigits } from '../../format/field-values.tsx'
import type { Changes } from './changes.ts'

/** Some browsers clip a page above this height, in pixels. */
const highest = 16_000_000

const maxPrinted = 1000

export interface VirtualTableProps {
  masked: boolean
  list: Participant[]
  changes: Changes | undefined
  linkedFrom: ChatId | null
}

/** The table of a large chat, of which only the rows near the viewport are rendered. */
export function VirtualTable({ masked, list, changes, linkedFrom }: VirtualTableProps) {
  const view = useTableView(list.length, columns)
  const { rows, busy } = useSortedRows(list, view.order, view.filter)
  const end = useRef<HTMLParagraphElement>(null)
  const sample = useMemo(() => largestOf(list), [list])
  const [rowHeight, setRowHeight] = useState(57)
  const printing = usePrinting()
  const count = Math.min(rows?.length ?? 0, printing ? maxPrinted : Math.floor(highest / rowHeight))
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
        <TableHead view={view} isVirtual />
        <Rows
          masked={masked}
          rows={rows}
          count={count}
          printing={printing}
          onHeight={setRowHeight}
          rowHeight={rowHeight}
          sample={sample}
          changes={changes}
          linkedFrom={linkedFrom}
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
  masked: boolean
  /** Null until they are sorted. */
  rows: Participant[] | null
  /** How many of them can be scrolled to. */
  count: number
  printing: boolean
  rowHeight: number
  onHeight: (height: number) => void
  sample: Participant
  changes: Changes | undefined
  linkedFrom: ChatId | null
}

/** The rows near the viewport. A component of its own, so that scrolling does not render the rest of the table. */
function Rows({ masked, rows, count, printing, rowHeight, onHeight, sample, changes, linkedFrom }: RowsProps) {
  const body = useRef<HTMLTableSectionElement>(null)
  const sampleRow = useHeight(onHeight)
  const visible = useRowWindow(body, rowHeight, count)
  const { from, to } = printing ? { from: 0, to: count } : visible
  return (
    <tbody
      ref={body}
      // The background looks like empty rows where the browser scrolls faster than React renders.
      className="relative block bg-[linear-gradient(theme('colors.line')_1px,transparent_1px)]"
      style={printing || count === 0 ? undefined : offsetOf(from, count, rowHeight)}
    >
      <Row ref={sampleRow} layout="sample" masked={masked} participant={sample} isNew={false} />
      {rows?.slice(from, to).map((participant, offset) => (
        <Row
          // The index is the key: an id may be missing or sent twice.
          key={from + offset}
          index={from + offset}
          layout={printing ? 'auto' : 'fixed'}
          masked={masked}
          participant={participant}
          isNew={changes?.isNew(participant) ?? false}
          before={changes?.beforeOf(participant)}
          linkedFrom={linkedFrom}
        />
      ))}
      {rows?.length === 0 && <NoRows>{t`No participants match this filter.`}</NoRows>}
    </tbody>
  )
}

/** The offset of the rendered rows. On the parent: with a style on each row Chromium takes four times as long for a frame. */
const offsetOf = (from: number, count: number, rowHeight: number): CSSProperties & { '--row': string } => ({
  '--row': `${rowHeight}px`,
  height: count * rowHeight,
  paddingTop: from * rowHeight,
  backgroundSize: `100% ${rowHeight}px`,
})

/** A participant with the longest value in each column: no row is higher. */
function largestOf(list: Participant[]): Participant {
  const gone = list.find((participant) => participant.gone)?.gone
  const largest: Participant = { id: null, address: null, service: null, joinedAt: null, ...(gone && { gone }) }
  for (const participant of list)
    for (const field of ['id', 'address', 'service', 'joinedAt'] as const)
      if ((participant[field]?.length ?? 0) > (largest[field]?.length ?? 0)) largest[field] = participant[field]
  return largest
}

/** Measures the row height on a hidden sample row: it depends on the width, the zone and the text size. */
function useHeight(onHeight: (height: number) => void): RefObject<HTMLTableRowElement | null> {
  const sample = useRef<HTMLTableRowElement>(null)
  useLayoutEffect(() => {
    const row = sample.current
    if (!row) return
    const measure = () => onHeight(Math.max(1, Math.ceil(row.getBoundingClientRect().height)))
    measure()
    // Synchronously: otherwise one frame has rows of the old height.
    const observer = new ResizeObserver(() => flushSync(measure))
    observer.observe(row)
    return () => observer.disconnect()
  }, [onHeight])
  return sample
}

function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const paper = matchMedia('print')
    // Synchronously: the browser takes the page right after the event.
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
