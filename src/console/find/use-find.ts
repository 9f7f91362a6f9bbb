import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'

import type { Handle } from '../../linq/handle.ts'
import { screenshotChunk } from '../chunks.ts'
import { ChatLookupError, isFinal } from '../data/failure.ts'
import { isFixed } from '../settings/url-overrides.ts'
import { required } from '../ui/lazy-component.tsx'
import { findQuery } from './find-query.ts'
import { type FoundList, foundList } from './found-list.ts'

/** What the page of a search shows. */
export type FindView = { state: 'loading' } | FindReady | FindFailed

export interface FindReady {
  state: 'ready'
  list: FoundList
  /** Asks for the next page; null where there is none. */
  showMore: (() => void) | null
  isLoadingMore: boolean
  /** Why the last next page is missing. */
  moreError: ChatLookupError | null
  /** Begins the list again. */
  restart: () => void
}

interface FindFailed {
  state: 'failed'
  error: ChatLookupError
  retry: () => void
}

/** Finds the chats with a handle. */
export function useFind(searchId: string, handle: Handle, masked: boolean): FindView {
  const queryClient = useQueryClient()
  const options = findQuery(searchId)
  const {
    data,
    error: failure,
    isFetching,
    isFetchingNextPage,
    hasNextPage,
    fetchNextPage,
    refetch,
  } = useInfiniteQuery(options)
  const list = useMemo(() => data && foundList(data, handle, masked), [data, handle, masked])
  const { held, error } = isFixed()
    ? required(screenshotChunk.use()).fixedSearch(failure)
    : { held: null, error: failure }
  // A bug, for the error boundary.
  if (error && !(error instanceof ChatLookupError)) throw error
  if (held === 'loading') return { state: 'loading' }
  if (held) return { state: 'failed', error: held, retry: () => {} }
  if (error && (!list || isFinal(error)))
    return isFetching ? { state: 'loading' } : { state: 'failed', error, retry: () => void refetch() }
  if (!list) return { state: 'loading' }
  return {
    state: 'ready',
    list,
    showMore: hasNextPage ? () => void fetchNextPage() : null,
    isLoadingMore: isFetchingNextPage,
    moreError: error,
    restart: () => void queryClient.resetQueries({ queryKey: options.queryKey, exact: true }),
  }
}
