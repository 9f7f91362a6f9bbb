import { useEffect, useState } from 'react'

import type { Participant } from '../../../linq/chat.ts'
import { sortRowsInChunks } from './sort-rows.ts'
import { createYieldToMain } from '../../data/yield-to-main.ts'
import type { SortOrder } from './row-order.ts'

interface SortedRows {
  /** The rows as far as they are known: those of before while the new ones are looked for, null before there are any. */
  rows: Participant[] | null
  busy: boolean
}

/** The rows that a filter leaves, in an order, found while the page goes on. */
export function useSortedRows(list: Participant[], order: SortOrder | null, filter: string): SortedRows {
  const column = order?.column
  const descending = order?.descending === true
  const wanted = filter.trim()
  const asSent = !column && wanted === ''
  const wish = `${descending} ${column} ${wanted}`
  const [found, setFound] = useState<{ rows: Participant[] | null; list?: Participant[]; wish?: string }>({
    rows: null,
  })
  const isFound = found.list === list && found.wish === wish
  // As sent there is nothing to look for, and what is looked for next starts from here.
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
