import { plainText } from '../../linq/plain-text.ts'
import { maskParameter } from '../settings/mask-parameter.ts'
import { persistentSearch } from '../settings/view-settings.ts'
import { unwrapLinks } from './unwrap-links.ts'

/** Where a text has parameters: after `?`, `&`, `;` or `#`, or from the word "mask" itself. */
const parameters = /(?<=[?&;#])[^\s#]+|(?<![a-z])mask(?![a-z])[^\s#]*/gi

/**
 * Whether a pasted text, such as a link, asks to hide personal data. In doubt it does. Its parameters are read by the rule
 * for the page's address, as written and decoded, so that a link hides in both ways of opening it; and as the lookup reads
 * it, with a link that was wrapped (`ma=\nsk=1` in quoted-printable) in one piece.
 */
export const asksToHide = (text: string): boolean =>
  [text, plainText(text).replaceAll(/=?\r?\n\s*/g, '')]
    .flatMap((form) => [form, unwrapLinks(form)])
    .some((form) =>
      Array.from(form.matchAll(parameters), ([found]) => maskParameter(new URLSearchParams(found))).includes(true),
    )

/** The view settings (with `?`) for the chat that a text opens, from those of this page. */
export const searchFor = (text: string, search: string): string =>
  asksToHide(text) ? persistentSearch(new URLSearchParams(`mask=1&${search.slice(1)}`)) : search
