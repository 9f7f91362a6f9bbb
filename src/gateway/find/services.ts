import { createRateLimiter, searchBurst, type RateLimiter } from '../guards/rate-limit.ts'
import type { FindOptions } from '../options.ts'
import type { BoundedCallOptions } from '../upstream/bounded-call.ts'
import { createListChats, type ListChats } from '../upstream/list-chats.ts'
import { createKeyedHash, type KeyedHash } from './keyed-hash.ts'
import { createPageCursors, type PageCursors } from './page-cursor.ts'

/** What searches need from request to request. */
export interface FindServices extends Pick<FindOptions, 'perMinute' | 'groups'> {
  listChats: ListChats
  limiter: RateLimiter
  cursors: PageCursors
  hash: KeyedHash
}

/** Makes what searches need. */
export function createFindServices(
  { secrets, perMinute, groups }: FindOptions,
  call: BoundedCallOptions,
): FindServices {
  return {
    perMinute,
    groups,
    listChats: createListChats(call),
    limiter: createRateLimiter(perMinute, searchBurst(perMinute)),
    cursors: createPageCursors(secrets),
    hash: createKeyedHash(secrets[0]),
  }
}
