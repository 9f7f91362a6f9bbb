import { moveFilter } from './participant-filter.ts'

/**
 * The URL at which the browser hydrates a page, and so the one to render it with on a server: `before-hydration.js` has removed
 * the text of the lookup form, and the console has moved the filter.
 * @param href an absolute URL, as it was requested.
 */
export function hydratedUrl(href: string): string {
  const url = new URL(moveFilter(href))
  if (url.searchParams.has('text')) url.searchParams.delete('text')
  return url.href
}
