import type { QueryClient } from '@tanstack/react-query'
import type { NavigateFunction } from 'react-router'

import type { ChatId } from '../../linq/chat-id.ts'
import { getStored } from '../settings/local-storage.ts'
import { maySearch } from '../sign-in/may-search.ts'
import { sessionQuery } from '../sign-in/session.ts'
import { searchFor } from './asks-to-hide.ts'
import { findOfferChunk, isForFinding } from './find-offer-chunk.ts'
import { choiceId, requestFocus } from './focus-request.ts'
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
 * Opens the chats of a submitted text, or finds those of its phone number or e-mail address. What may be an ID as well as a
 * number moves the focus to the choice.
 * @param search the view settings to keep, with their `?`.
 * @returns whether it did; a person has to correct any other text, or choose one of its IDs.
 */
export async function submitText(text: string, search: string, targets: Targets): Promise<boolean> {
  const ids = submittedIds(text)
  if (ids.length > 0) {
    targets.open(ids, searchFor(text, search))
    return true
  }
  const input = parseInput(text)
  if (input.kind === 'ask') {
    requestFocus(choiceId)
    return true
  }
  const session = targets.queryClient.getQueryData(sessionQuery().queryKey)
  if (!maySearch(targets.find, session) || !isForFinding(input)) return false
  const { askForRegion, openSearch, readHandle } = await findOfferChunk.load()
  const reading = await readHandle(text, getStored('region'))
  // The line below the box asks for it.
  if (reading.kind === 'region') askForRegion()
  if (reading.kind !== 'handle') return reading.kind === 'region'
  openSearch(reading.target, searchFor(text, search), targets)
  return true
}
