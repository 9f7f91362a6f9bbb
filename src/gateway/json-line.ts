/**
 * Characters that JSON allows in a text, though a program that shows or splits a line may not: control and format
 * characters (bidirectional overrides and isolates, zero-width ones), separators of lines and paragraphs, and all others
 * without a glyph.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** Writes an audit or log line: JSON in which invisible characters are escaped, so that it is one line and shows what it has. */
export function jsonLine(line: object): string {
  const json = JSON.stringify(line)
  return /^[ -~]*$/.test(json) ? json : json.replace(invisible, escapeUnits)
}

const escapeUnits = (character: string) =>
  Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('')
