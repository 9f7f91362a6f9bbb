import type { Participant } from '../../../linq/chat.ts'
import type { YieldToMain } from '../../../linq/chunked-json.ts'
import { compare, createMatcher, type SortOrder, sortKey, type SortKey } from './row-order.ts'

/** How many rows are worked on between two pauses. */
const together = 500

/**
 * The rows that a filter leaves, in an order: what `filtered` and `ordered` give, without holding the page up.
 * @throws whatever `pause` does, to end it early.
 */
export async function sortRowsInChunks(
  rows: Participant[],
  order: SortOrder | null,
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
  const keyed: Keyed[] = []
  for (const row of found) {
    keyed.push({ row, key: sortKey(row, order.column) })
    if (keyed.length % together === 0) await pause()
  }
  await quicken(keyed, pause)
  const sign = order.descending ? -1 : 1
  const inOrder = await sorted(
    keyed,
    (a, b) => Number(a.key === null) - Number(b.key === null) || sign * compare(a.key, b.key),
    pause,
  )
  return inOrder.map(({ row }) => row)
}

interface Keyed {
  row: Participant
  key: SortKey
}

/** Up to this many different texts are put in order first, and then stand for their places in it. */
const mostRanked = 100

/** Makes numbers of keys that are texts, where they stand in the same order: comparing texts by language is slow. */
async function quicken(keyed: Keyed[], pause: YieldToMain): Promise<void> {
  const texts = new Set<string>()
  let digits = true
  let plus: boolean | undefined
  for (const [index, { key }] of keyed.entries()) {
    if (index % together === 0) await pause()
    if (typeof key !== 'string') continue
    if (texts.size <= mostRanked) texts.add(key)
    // With up to 15 digits a number is exact. A plus comes before digits, so all have one or none has.
    digits &&= /^\+?[0-9]{1,15}$/.test(key) && (plus ??= key.startsWith('+')) === key.startsWith('+')
    if (!digits && texts.size > mostRanked) return
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

/** Sorts, equal ones staying as they are: runs are sorted at once and then merged, two by two. */
async function sorted<Item>(
  items: Item[],
  compared: (a: Item, b: Item) => number,
  pause: YieldToMain,
): Promise<Item[]> {
  let runs: Item[][] = []
  for (let start = 0; start < items.length; start += together) {
    runs.push(items.slice(start, start + together).toSorted(compared))
    await pause()
  }
  while (runs.length > 1) {
    const merged: Item[][] = []
    for (let index = 0; index < runs.length; index += 2)
      merged.push(await mergedRun(runs[index] ?? [], runs[index + 1] ?? [], compared, pause))
    runs = merged
  }
  return runs[0] ?? []
}

async function mergedRun<Item>(
  left: Item[],
  right: Item[],
  compared: (a: Item, b: Item) => number,
  pause: YieldToMain,
): Promise<Item[]> {
  const all: Item[] = []
  for (let l = 0, r = 0; ;) {
    const a = left[l]
    const b = right[r]
    if (a !== undefined && (b === undefined || compared(a, b) <= 0)) {
      all.push(a)
      l += 1
    } else if (b !== undefined) {
      all.push(b)
      r += 1
    } else return all
    if (all.length % together === 0) await pause()
  }
}
