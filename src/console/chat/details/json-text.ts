export interface Token {
  kind: 'key' | 'text' | 'number' | 'word' | 'other'
  text: string
}

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g

/** Splits JSON text into tokens for highlighting. Joined, they are the same text. */
export function tokenizeJson(json: string): Token[] {
  const tokens: Token[] = []
  let end = 0
  for (const match of json.matchAll(token)) {
    if (match.index > end) tokens.push({ kind: 'other', text: json.slice(end, match.index) })
    const [whole, text, colon, number] = match
    tokens.push({
      kind: text === undefined ? (number === undefined ? 'word' : 'number') : colon === undefined ? 'text' : 'key',
      text: whole,
    })
    end = match.index + whole.length
  }
  if (end < json.length) tokens.push({ kind: 'other', text: json.slice(end) })
  return tokens
}

/** Deeper values stay on the line of their parent: a line of each level would grow with the square of the depth. */
export const maxIndentedLevels = 20

/** How long an indented text gets, in characters; what follows is not indented. */
export const maxIndented = 1_000_000

/**
 * Indents JSON text. Only white space changes: parsing and serialising would change numbers.
 * @returns `complete` says whether all of it is indented, within the bounds above.
 */
export function indentJson(json: string): { text: string; complete: boolean } {
  let depth = 0
  let deepest = 0
  let out = ''
  let before = ''
  const newLine = (level: number) => (level > maxIndentedLevels ? '' : `\n${'  '.repeat(level)}`)
  for (const { 0: piece, index } of json.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g)) {
    if (out.length > maxIndented) return { text: out + json.slice(index), complete: false }
    if (piece === '{' || piece === '[') {
      depth += 1
      deepest = Math.max(deepest, depth)
      out += piece + newLine(depth)
    } else if (piece === '}' || piece === ']') {
      out = before === '{' || before === '[' ? out.trimEnd() + piece : out + newLine(depth).slice(0, -2) + piece
      depth = Math.max(0, depth - 1)
    } else if (piece === ',') out += piece + newLine(depth)
    else out += piece === ':' ? ': ' : piece
    before = piece
  }
  return { text: out, complete: deepest <= maxIndentedLevels }
}
