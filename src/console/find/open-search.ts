import type { QueryClient } from '@tanstack/react-query'
import type { NavigateFunction } from 'react-router'

import { pages } from '../../urls/pages.ts'
import { rememberSearch, type SearchTarget } from './searches.ts'

/**
 * Opens the page of the chats with a handle, which asks for them. The address does not have the handle.
 * @param query the view settings to keep, with their `?`.
 */
export function openSearch(
  target: SearchTarget,
  query: string,
  { navigate, queryClient }: { navigate: NavigateFunction; queryClient: QueryClient },
): void {
  // The heading of the next page takes the focus.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  void navigate(`${pages.find.path}${query}`, { state: rememberSearch(queryClient, target) })
}
