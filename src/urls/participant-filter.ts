// The filter of the participants in a page's address. It may be a phone number, so it is in the fragment: browsers do not send
// that, and no proxy can log it.

/** Reads the filter from a fragment, with its `#`; '' for none. */
export const readFilter = (hash: string): string => new URLSearchParams(hash.slice(1)).get('filter') ?? ''

/** The fragment for a filter, with its `#`; '' for none. */
export const filterHash = (filter: string): string => (filter === '' ? '' : `#filter=${encodeURIComponent(filter)}`)

/**
 * Moves the filter from the query, where older links have it, into the fragment.
 * @param href an absolute URL.
 * @returns the same text if its query has no filter.
 */
export function moveFilter(href: string): string {
  const url = new URL(href)
  const filter = url.searchParams.get('filter')
  if (filter === null) return href
  url.searchParams.delete('filter')
  url.hash = filterHash(filter)
  return url.href
}
