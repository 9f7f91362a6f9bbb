import type { QueryClient } from '@tanstack/react-query'

import { provideFirstLookup } from '../data/query.ts'
import { setServerZone } from '../settings/render-context.ts'
import { seedQueries, toReply, type PagePayload } from './page-payload.ts'

/**
 * Prepares the query cache for a page with a payload.
 * @returns whether the page can be hydrated; else the payload's reply is used by the first lookup.
 */
export function prepareHydration(sent: PagePayload, queryClient: QueryClient): boolean {
  // The device changed its zone after the server rendered the page.
  const isElsewhere = sent.zone === 'local' && sent.localZone !== new Intl.DateTimeFormat().resolvedOptions().timeZone
  const { id, reply, ticket } = sent
  if (!reply || !sent.rendered || isElsewhere) {
    provideFirstLookup(queryClient, { id, reply: reply && toReply(reply), ticket })
    return false
  }
  setServerZone(sent)
  return seedQueries({ ...sent, reply }, queryClient)
}
