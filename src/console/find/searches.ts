import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'

import type { Handle } from '../../linq/handle.ts'
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

/** By the ID of their search. Each page of a list is asked for with what is here, so that none is sent once it is forgotten. */
const targets = new Map<string, SearchTarget>()

/** The key of every search's query begins with it. */
const findKey = ['find'] as const

/** The key of a search in the query cache. It has no number. */
export const searchKey = (searchId: string) => [...findKey, searchId] as const

const watched = new WeakSet<QueryClient>()

/** Begins a search, which is forgotten when the query cache drops it. */
export function rememberSearch(queryClient: QueryClient, target: SearchTarget): SearchState {
  // Random: an entry of the history may be from before a reload.
  const searchId = crypto.getRandomValues(new Uint32Array(2)).join('-')
  const cache = queryClient.getQueryCache()
  targets.set(searchId, target)
  if (!watched.has(queryClient)) {
    watched.add(queryClient)
    cache.subscribe(({ type, query: { queryKey } }) => {
      if (type === 'removed' && queryKey[0] === findKey[0]) targets.delete(String(queryKey[1]))
    })
  }
  // Otherwise it would stay where its page never opens.
  cache.build(queryClient, { queryKey: searchKey(searchId), gcTime: keptMs })
  return { searchId }
}

/** The ID of a sandbox sample's search, which the address names. */
export function rememberSample(sample: string, handle: Handle): string {
  const searchId = `sample ${sample}`
  if (!targets.has(searchId)) targets.set(searchId, { handle, formatted: phoneGroups(handle).join(' ') })
  return searchId
}

/** Forgets every search, also one on screen. */
export function forgetSearches(queryClient: QueryClient): void {
  targets.clear()
  queryClient.removeQueries({ queryKey: findKey })
}

/** What a search finds chats by; undefined once it is forgotten. */
export const targetOf = (searchId: string): SearchTarget | undefined => targets.get(searchId)

/** The search of a history entry; '' where it has none. */
export const searchIdOf = (state: unknown): string =>
  typeof state === 'object' && state !== null && 'searchId' in state ? String(state.searchId) : ''

/** {@link targetOf}, also when it is forgotten meanwhile. */
export function useTarget(searchId: string): SearchTarget | undefined {
  const cache = useQueryClient().getQueryCache()
  const subscribe = useCallback((onChange: () => void) => cache.subscribe(onChange), [cache])
  return useSyncExternalStore(subscribe, () => targetOf(searchId))
}
