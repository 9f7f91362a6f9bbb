import type { QueryClient } from '@tanstack/react-query'

import type { Handle } from '../../linq/handle.ts'
import { chatsKey } from '../data/query.ts'
import { phoneGroups } from '../format/phone-groups.ts'

/** How long a search is kept after its page was left, in milliseconds. */
export const keptMs = 30 * 60_000

/**
 * The state of a history entry of `/find`. The number itself is in the memory of this page alone: browsers store the state,
 * and it outlives a sign-out.
 */
interface SearchState {
  searchId: string
}

/** What chats are found by. */
export interface SearchTarget {
  handle: Handle
  /** For people: a number in the groups of its country. */
  formatted: string
}

export interface Search extends SearchTarget {
  /** Of its history entry and its query. */
  searchId: string
}

/** By the ID of their search. */
const searches = new Map<string, SearchTarget>()

/** The key of a search in the query cache. It has no number, and a change of the account removes it as it does chats. */
export const searchKey = (searchId: string) => [...chatsKey, 'find', searchId] as const

const watched = new WeakSet<QueryClient>()

/** Begins a search, which is forgotten when the query cache drops it. */
export function rememberSearch(queryClient: QueryClient, target: SearchTarget): SearchState {
  // Random: an entry of the history may be from before a reload.
  const searchId = crypto.getRandomValues(new Uint32Array(2)).join('-')
  searches.set(searchId, target)
  if (!watched.has(queryClient)) {
    watched.add(queryClient)
    queryClient.getQueryCache().subscribe(({ type, query: { queryKey } }) => {
      if (type === 'removed' && queryKey[1] === 'find') searches.delete(String(queryKey[2]))
    })
  }
  return { searchId }
}

/** The search of a history entry, with its target; null where there is none, or not any more. */
export function recallSearch(state: unknown): Search | null {
  const searchId = typeof state === 'object' && state !== null && 'searchId' in state ? String(state.searchId) : ''
  const target = searches.get(searchId)
  return target ? { searchId, ...target } : null
}

/** The search of a sandbox sample, which the address names. */
export const rememberSample = (sample: string, handle: Handle): Search => ({
  searchId: `sample ${sample}`,
  handle,
  formatted: phoneGroups(handle).join(' '),
})
