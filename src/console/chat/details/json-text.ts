/** A piece of JSON text and what it is. */
export interface Token {
  kind: 'key' | 'text' | 'number' | 'word' | 'other'
  text: string
}

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g

/** Cuts JSON text into pieces for colouring. Put together they are the text again, to the letter. */
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

/** The same values with a line each: only white space between them changes, never a digit or a letter. */
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
