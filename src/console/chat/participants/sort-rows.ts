import type { Participant } from '../../../linq/chat.ts'
import type { YieldToMain } from '../../../linq/chunked-json.ts'
import type { Column } from '../../format/columns.ts'
import type { SortOrder } from '../../settings/sort-order.ts'
import { createMatcher } from './row-filter.ts'
import { compare, compareKeyed, type Keyed, sortKey } from './row-order.ts'

/** Rows between two pauses. */
const together = 500

/**
 * Filters and sorts rows as `filterRows` and `sortRows` do, with pauses.
 * @throws what `pause` throws.
 */
export async function sortRowsInChunks(
  rows: Participant[],
  order: SortOrder<Column> | null,
  filter: string,
  pause: YieldToMain,
): Promise<Participant[]> {
  const matches = createMatcher(filter)
  const found: Participant[] = matches ? [] : rows
  if (matches)
    for (const [index, row] of rows.entries()) {
      if (matches(row)) found.push(row)
      if (index % together === 0) await pause()
    }
  if (!order) return found
  const keyed: Keyed<Participant>[] = []
  for (const row of found) {
    keyed.push({ row, key: sortKey(row, order.column) })
    if (keyed.length % together === 0) await pause()
  }
  await quicken(keyed, pause)
  const inOrder = await mergeSort(keyed, compareKeyed(order.descending), pause)
  return inOrder.map(({ row }) => row)
}

/** Up to this many different texts are ranked first. */
const maxRanked = 100

/** Replaces texts by numbers of the same order where possible: comparing by locale is slow. */
async function quicken(keyed: Keyed<Participant>[], pause: YieldToMain): Promise<void> {
  const texts = new Set<string>()
  let digits = true
  let plus: boolean | undefined
  for (const [index, { key }] of keyed.entries()) {
    if (index % together === 0) await pause()
    if (typeof key !== 'string') continue
    if (texts.size <= maxRanked) texts.add(key)
    // Numbers of up to 15 digits are exact. A plus sorts before digits, so all or none must have one.
    digits &&= /^\+?[0-9]{1,15}$/.test(key) && (plus ??= key.startsWith('+')) === key.startsWith('+')
    if (!digits && texts.size > maxRanked) return
  }
  const ranks = new Map<string, number>()
  let before = ''
  for (const text of digits ? [] : [...texts].toSorted(compare)) {
    ranks.set(text, ranks.size > 0 && compare(before, text) === 0 ? (ranks.get(before) ?? 0) : ranks.size)
    before = text
  }
  for (const [index, one] of keyed.entries()) {
    if (index % together === 0) await pause()
    if (typeof one.key === 'string') one.key = digits ? Number(one.key) : (ranks.get(one.key) ?? null)
  }
}

/** A stable merge sort with pauses. */
async function mergeSort(
  items: Keyed<Participant>[],
  compareItems: (a: Keyed<Participant>, b: Keyed<Participant>) => number,
  pause: YieldToMain,
): Promise<Keyed<Participant>[]> {
  await pause()
  if (items.length <= together) return items.toSorted(compareItems)
  const middle = Math.ceil(items.length / 2)
  const left = await mergeSort(items.slice(0, middle), compareItems, pause)
  const right = await mergeSort(items.slice(middle), compareItems, pause)
  const merged: Keyed<Participant>[] = []
  let next = 0
  for (const item of left) {
    for (let other = right[next]; other && compareItems(other, item) < 0; other = right[next]) {
      next += 1
      if (merged.push(other) % together === 0) await pause()
    }
    if (merged.push(item) % together === 0) await pause()
  }
  return merged.concat(right.slice(next))
}
