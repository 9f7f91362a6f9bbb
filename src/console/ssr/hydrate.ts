import type { QueryClient } from '@tanstack/react-query'

import { bringReply } from '../data/query.ts'
import { drawnWith } from '../settings/render-context.ts'
import { fillFrom, replyOf, type SentPage } from './page-payload.ts'

/**
 * Takes over a page that came with its chat.
 * @returns whether it came drawn; then the first drawing here is the same. If not, its lookup has an answer already.
 */
export function takeOver(sent: SentPage, queryClient: QueryClient): boolean {
  // Somebody has travelled since: what was drawn for another place cannot be gone on from.
  const isElsewhere = sent.zone === 'local' && sent.localZone !== new Intl.DateTimeFormat().resolvedOptions().timeZone
  const { id, reply, ticket } = sent
  if (!reply || !sent.drawn || isElsewhere) {
    bringReply(id, { reply: reply && replyOf(reply), ticket })
    return false
  }
  drawnWith(sent)
  return fillFrom({ ...sent, reply }, queryClient)
}
