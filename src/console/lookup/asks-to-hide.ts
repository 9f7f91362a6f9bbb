import { persistentSearch } from '../settings/view-settings.ts'
import { unwrapLinks } from './unwrap-links.ts'

/** Whether a pasted text, such as a link, asks to hide personal data. In doubt it does. */
export function asksToHide(text: string): boolean {
  const [, ...mentions] = unwrapLinks(text).split(/(?<![a-z])mask(?![a-z])/i)
  return mentions.some((rest) => !/^=(?:0|false|no|off)(?![^&#\s])/.test(rest))
}

/** The view settings (with `?`) for the chat that a text opens, from those of this page. */
export const searchFor = (text: string, search: string): string =>
  asksToHide(text) ? persistentSearch(new URLSearchParams(`mask=1&${search.slice(1)}`)) : search
