import type { QueryClient } from '@tanstack/react-query'
import type { NavigateFunction } from 'react-router'

import type { ChatId } from '../../linq/chat-id.ts'
import { getStored } from '../settings/local-storage.ts'
import { maySearch } from '../sign-in/may-search.ts'
import { sessionQuery } from '../sign-in/session.ts'
import { searchFor } from './asks-to-hide.ts'
import { findOfferChunk, isForFinding } from './find-offer-chunk.ts'
import { parseInput } from './parse-input.ts'
import { submittedIds } from './submitted-ids.ts'

interface Targets {
  /** Whether the server finds chats by a number. */
  find: boolean
  open: (ids: ChatId[], search: string) => void
  navigate: NavigateFunction
  queryClient: QueryClient
}

/**
 * Opens the chats of a submitted text, or finds those of its phone number or e-mail address.
 * @param search the view settings to keep, with their `?`.
 * @returns whether it did; a person has to choose or correct any other text.
 */
export async function submitText(text: string, search: string, targets: Targets): Promise<boolean> {
  const ids = submittedIds(text)
  if (ids.length > 0) {
    targets.open(ids, searchFor(text, search))
    return true
  }
  const session = targets.queryClient.getQueryData(sessionQuery().queryKey)
  if (!maySearch(targets.find, session) || !isForFinding(parseInput(text))) return false
  const { askForRegion, openSearch, readHandle } = await findOfferChunk.load()
  const reading = await readHandle(text, getStored('region'))
  // The line below the box asks for it.
  if (reading.kind === 'region') askForRegion()
  if (reading.kind !== 'handle') return reading.kind === 'region'
  openSearch(reading.target, searchFor(text, search), targets)
  return true
}
