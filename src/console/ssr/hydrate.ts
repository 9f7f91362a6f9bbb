import type { QueryClient } from '@tanstack/react-query'

import { provideFirstLookup } from '../data/query.ts'
import { setServerZone } from '../settings/render-context.ts'
import { seedQueries, toReply, type PagePayload } from './page-payload.ts'

/**
 * Takes over a page that came with its chat.
 * @returns whether it came drawn; then the first drawing here is the same. If not, its lookup has an answer already.
 */
export function prepareHydration(sent: PagePayload, queryClient: QueryClient): boolean {
  // Somebody has travelled since: what was drawn for another place cannot be gone on from.
  const isElsewhere = sent.zone === 'local' && sent.localZone !== new Intl.DateTimeFormat().resolvedOptions().timeZone
  const { id, reply, ticket } = sent
  if (!reply || !sent.rendered || isElsewhere) {
    provideFirstLookup(id, { reply: reply && toReply(reply), ticket })
    return false
  }
  setServerZone(sent)
  return seedQueries({ ...sent, reply }, queryClient)
}
