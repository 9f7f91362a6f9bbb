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

/** Indents JSON text. Only white space changes: parsing and serialising would change numbers. */
export function indentJson(json: string): string {
  let depth = 0
  let out = ''
  let before = ''
  const newLine = () => `\n${'  '.repeat(depth)}`
  for (const [piece] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g)) {
    if (piece === '{' || piece === '[') {
      depth += 1
      out += piece + newLine()
    } else if (piece === '}' || piece === ']') {
      depth -= 1
      out = before === '{' || before === '[' ? out.trimEnd() + piece : out + newLine() + piece
    } else if (piece === ',') out += piece + newLine()
    else out += piece === ':' ? ': ' : piece
    before = piece
  }
  return out
}
