import { formatOf, unwrapChat } from './chat-format.ts'
import { tryParseJson } from './json.ts'

/** Lets other work run. It is called after each millisecond or so of work, and may return at once. */
export type YieldToMain = () => Promise<void>

/** A large answer, parsed: its participants, and the rest. */
export interface ChunkedJson {
  /** The whole answer with an empty list of participants. */
  rest: unknown
  participants: unknown[]
}

/** Characters that are parsed at a time. */
const chunkLength = 32 * 1024

/** The bounds of what is parsed at once, in characters and in values. */
export const largestAtOnce = 2 * 1024 * 1024
export const mostValuesAtOnce = 20_000

/** Whether a text is small enough to be parsed, searched and masked at once: then other work waits for less than a second. */
export function isParsedAtOnce(text: string, mostValues = mostValuesAtOnce): boolean {
  let values = 0
  for (let at = 0; at < text.length && text.length <= largestAtOnce; at += 1)
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = closingQuote(text, at)
        break
      case 0x2c: // ,
      case 0x5b: // [
      case 0x7b: // {
        values += 1
        if (values > mostValues) return false
    }
  return text.length <= largestAtOnce
}

/** The start of the list of participants, in API v2 and in v3. */
const listFields = [/"chat_handles"\s*:\s*\[/, /"handles"\s*:\s*\[/]

/** Replaces the participants while the rest is parsed, to see whether the list that was found is the chat's. */
const placeholder = 'the participants'

/**
 * Parses a large answer in chunks. Where a chunk starts and ends is a guess, which is right if each chunk and the rest are
 * valid JSON: there is only one way to parse it.
 * @returns null for an answer that is unusual or broken, and for one with a piece that is too large ({@link isParsedAtOnce});
 * `parseJson` decides which.
 */
export async function parseJsonInChunks(text: string, yieldToMain: YieldToMain): Promise<ChunkedJson | null> {
  const opening = listFields.map((field) => field.exec(text)).find((found) => found !== null)
  if (!opening) return null
  const start = opening.index + opening[0].length
  const participants: unknown[] = []
  for (let from = start; ;) {
    const chunk = guessedChunk(text, from) ?? scannedChunk(text, from)
    if (!chunk) return null
    const { end, last, items } = chunk
    for (const item of items) participants.push(item)
    await yieldToMain()
    if (!last) {
      from = end + 1
      continue
    }
    const around = text.slice(0, start) + JSON.stringify(placeholder) + text.slice(end)
    const rest = isParsedAtOnce(around) ? tryParseJson(around) : null
    const chat = unwrapChat(rest)
    const { list } = formatOf(chat)
    const sent = chat?.[list]
    if (!chat || !Array.isArray(sent) || sent.length !== 1 || sent[0] !== placeholder) return null
    chat[list] = []
    return { rest, participants }
  }
}

/** Some entries of the list, and where they end: before a comma, or at the end of the list. */
interface Chunk {
  end: number
  last: boolean
  items: unknown[]
}

function parseEntries(text: string): unknown[] | null {
  const items = tryParseJson(`[${text}]`)
  return Array.isArray(items) ? items : null
}

/** A chunk up to what looks like the boundary between two objects; null if it was none. */
function guessedChunk(text: string, from: number): Chunk | null {
  // Without the slice, each of many chunks would search the whole text.
  const length = text.slice(from, from + 2 * chunkLength).indexOf('},{', chunkLength) + 1
  const items = length > 0 ? parseEntries(text.slice(from, from + length)) : null
  return items && { end: from + length, last: false, items }
}

/** A chunk up to a boundary between two entries that is found by counting brackets; null if there is none. */
function scannedChunk(text: string, from: number): Chunk | null {
  let depth = 0
  const bound = Math.min(text.length, from + largestAtOnce)
  for (let end = from; end < bound; end += 1)
    switch (text.charCodeAt(end)) {
      case 0x22: // "
        end = closingQuote(text, end)
        break
      case 0x5b: // [
      case 0x7b: // {
        depth += 1
        break
      case 0x5d: // ]
      case 0x7d: // }
        if (depth === 0) return parseChunk(text, from, end, true)
        depth -= 1
        break
      case 0x2c: // ,
        if (depth === 0 && end - from >= chunkLength) return parseChunk(text, from, end, false)
    }
  return null
}

function parseChunk(text: string, from: number, end: number, last: boolean): Chunk | null {
  const entries = text.slice(from, end)
  // JSON does not allow a comma after the last entry.
  if (entries.trim() === '' && text.charAt(from - 1) === ',') return null
  const items = isParsedAtOnce(entries) ? parseEntries(entries) : null
  return items && { end, last, items }
}

/** The position of the quote that closes the text starting at `from`; the end of the JSON if there is none. */
function closingQuote(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x22) return at
    if (code === 0x5c) at += 1
  }
  return text.length
}
