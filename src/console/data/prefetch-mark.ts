// What tells an answer that was asked for early, while its id was being written, from one that somebody has seen.

/** The `meta` of such a lookup. It is gone as soon as a page shows the chat, since a page's own lookup has none. */
export const early = { early: true }

/** The failures of such lookups that are as good as an answer: that there is no such chat. */
export const foundMissing = new WeakSet<Error>()
