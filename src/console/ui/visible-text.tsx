import { t } from '../i18n/text.ts'

/** The direction controls and other characters without a width, and their names. Joiners are not among them: emoji have some. */
const controls = '\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad\u200b\u2060\ufeff'
const controlPattern = new RegExp(`([${controls}])`)
const names = 'ALM LRM RLM LRE RLE PDF LRO RLO LRI RLI FSI PDI SHY ZWSP WJ BOM'.split(' ')

/** Longer texts are truncated; the response has all of them. */
const longest = 1000

/** Cuts a text between two characters as people see them: an emoji may consist of several code points. */
const shorten = (text: string) =>
  text.slice(0, new Intl.Segmenter().segment(text).containing(longest)?.index || longest)

/**
 * A text from Linq, isolated from the direction of its surroundings. Direction controls and invisible characters are shown:
 * they could make a text look like another. A lone surrogate becomes U+FFFD, as it does in a server's HTML. With a key, since a translator moves text
 * nodes: React must replace the element, not update its text.
 */
export function VisibleText({ text }: { text: string }) {
  const whole = text.toWellFormed()
  const shown = whole.length > longest ? `${shorten(whole)}… ${t`(${whole.length} characters)`}` : whole
  // The controls are the odd parts.
  const parts = shown.split(controlPattern)
  return (
    <bdi key={text} translate="no" className="wrap-anywhere">
      {parts.map((part, index) =>
        index % 2 === 0 ? (
          part
        ) : (
          <span
            key={index}
            className="mx-0.5 rounded-sm bg-warn-weak px-1 align-middle text-xs font-medium text-warn select-none"
          >
            {names[controls.indexOf(part)]}
          </span>
        ),
      )}
    </bdi>
  )
}
