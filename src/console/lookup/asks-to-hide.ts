import { persistentSearch } from '../settings/view-settings.ts'
import { unwrapLinks } from './unwrap-links.ts'

/** Whether a pasted text, such as a link with its parameters, asks to hide personal data. Doubtful forms do. */
export function asksToHide(text: string): boolean {
  const [, ...mentions] = unwrapLinks(text).split(/(?<![a-z])mask(?![a-z])/i)
  return mentions.some((rest) => !/^=(?:0|false|no|off)(?![^&#\s])/.test(rest))
}

/**
 * The view settings for the chat that a text opens.
 * @param search those of this page, with their `?`.
 */
export const searchFor = (text: string, search: string): string =>
  asksToHide(text) ? persistentSearch(new URLSearchParams(`mask=1&${search.slice(1)}`)) : search
