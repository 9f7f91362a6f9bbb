import { useEffect, useState } from 'react'

import type { Participant } from '../../../linq/chat.ts'
import { sortRowsInChunks } from './sort-rows.ts'
import { createYieldToMain } from '../../data/yield-to-main.ts'
import type { Column } from '../../format/columns.ts'
import type { SortOrder } from '../../settings/sort-order.ts'

interface SortedRows {
  /** The previous rows while `busy`; null before there are any. */
  rows: Participant[] | null
  busy: boolean
}

/** Filters and sorts rows in chunks. */
export function useSortedRows(list: Participant[], order: SortOrder<Column> | null, filter: string): SortedRows {
  const column = order?.column
  const descending = order?.descending === true
  const wanted = filter.trim()
  const asSent = !column && wanted === ''
  const wish = `${descending} ${column} ${wanted}`
  const [found, setFound] = useState<{ rows: Participant[] | null; list?: Participant[]; wish?: string }>({
    rows: null,
  })
  const isFound = found.list === list && found.wish === wish
  // As sent needs no work; these rows stay while the next ones are computed.
  if (asSent && !isFound) setFound({ rows: list, list, wish })
  useEffect(() => {
    if (asSent) return
    const stop = new AbortController()
    void sortRowsInChunks(list, column ? { column, descending } : null, wanted, createYieldToMain(stop.signal)).then(
      (rows) => !stop.signal.aborted && setFound({ rows, list, wish }),
      () => {}, // Something else was asked for meanwhile.
    )
    return () => stop.abort()
  }, [list, column, descending, wanted, asSent, wish])
  return { rows: found.rows, busy: !asSent && !isFound }
}
