// The handles that the sandbox finds chats by, and what it finds. A link names a search and has no number: `/find?sample=group`.

export interface FindSample {
  /** Its name in a link. */
  id: string
  label: string
  kind: 'find'
  /** A phone number or an e-mail address. */
  handle: string
  /** The `data-state` of its page. */
  state: 'ready' | 'nothing-found' | 'rate-limited' | 'unauthorized' | 'upstream-error' | 'bad-response'
}

const sample = (id: string, label: string, handle: string, state: FindSample['state'] = 'ready'): FindSample => ({
  id,
  label,
  kind: 'find',
  handle,
  state,
})

/**
 * Any other handle is found in the samples of API v3 that have it. `many` takes part in 620 chats, of which 500 are listed,
 * and `several-pages` in 23, on three pages.
 */
export const findSamples: readonly FindSample[] = [
  sample('hits', 'A number in direct chats and groups', '+12025550102'),
  sample('group', 'A number in one group', '+12025550104'),
  sample('left', 'A number that has left its group', '+12025550103'),
  sample('email', 'An email address', 'sam@example.com'),
  sample('several-pages', 'A number in 23 chats', '+12025550160'),
  sample('many', 'A number in more than 500 chats', '+12025550161'),
  sample('none', 'A number in no chat', '+12025550162', 'nothing-found'),
  sample('token-refused', 'Token refused (401)', '+12025550170', 'unauthorized'),
  sample('forbidden', 'Token may not list chats (403)', '+12025550173', 'unauthorized'),
  sample('rate-limit', 'Rate limit (429)', '+12025550171', 'rate-limited'),
  sample('server-error', 'Server error (500)', '+12025550172', 'upstream-error'),
  sample('not-a-list', 'JSON that is not a list of chats', '+12025550174', 'bad-response'),
]
