import { chatIn } from './chat.ts'
import { parseJson } from './json.ts'

/** Lets others have their turn. It is called between pieces of work of about a millisecond, and may let some pass. */
export type Pause = () => Promise<void>

/** A long answer, parsed: what stands around the participants, and they. */
export interface LongJson {
  /** The whole answer, its `chat_handles` empty. */
  around: unknown
  handles: unknown[]
}

/** Characters that are parsed in one go. */
const pieceLength = 32 * 1024

const listName = '"chat_handles"'

/** Stands for the list in the answer around it, to see that it is the chat's own. */
const marker = 'the participants'

/**
 * Parses a long answer in pieces. Where they begin and end is guessed; that each piece and
 * what is left of the answer are JSON proves it, because JSON can be read in one way only.
 * @returns null for whatever is unusual or broken: it is then for {@link parseJson} to judge.
 */
export async function parseLong(text: string, pause: Pause): Promise<LongJson | null> {
  const named = text.indexOf(listName)
  if (named === -1) return null
  const opening = /\s*:\s*\[/y
  opening.lastIndex = named + listName.length
  if (!opening.test(text)) return null
  const start = opening.lastIndex
  const handles: unknown[] = []
  for (let from = start; ;) {
    const piece = guessedPiece(text, from) ?? scannedPiece(text, from)
    if (!piece) return null
    const { end, last, items } = piece
    for (const item of items) handles.push(item)
    await pause()
    if (!last) {
      from = end + 1
      continue
    }
    const around = parsed(text.slice(0, start) + JSON.stringify(marker) + text.slice(end))
    const chat = chatIn(around)
    const list = chat?.['chat_handles']
    if (!chat || !Array.isArray(list) || list.length !== 1 || list[0] !== marker) return null
    chat['chat_handles'] = []
    return { around, handles }
  }
}

function parsed(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return null
  }
}

/** Some entries of the list, and where they end: before a comma, or with the list. */
interface Piece {
  end: number
  last: boolean
  items: unknown[]
}

function entries(text: string): unknown[] | null {
  const items = parsed(`[${text}]`)
  return Array.isArray(items) ? items : null
}

/** A piece up to what looks like the place between two objects; null where that was no such place. */
function guessedPiece(text: string, from: number): Piece | null {
  const end = text.indexOf('},{', from + pieceLength) + 1
  const items = end > 0 && end - from < 2 * pieceLength ? entries(text.slice(from, end)) : null
  return items && { end, last: false, items }
}

/** A piece up to a place between two entries that is found by counting brackets; null where there is none. */
function scannedPiece(text: string, from: number): Piece | null {
  let depth = 0
  for (let end = from; end < text.length; end += 1)
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
        if (depth === 0) return scanned(text, from, end, true)
        depth -= 1
        break
      case 0x2c: // ,
        if (depth === 0 && end - from >= pieceLength) return scanned(text, from, end, false)
    }
  return null
}

function scanned(text: string, from: number, end: number, last: boolean): Piece | null {
  const written = text.slice(from, end)
  // Nothing after the last comma is no JSON.
  if (written.trim() === '' && text.charAt(from - 1) === ',') return null
  const items = entries(written)
  return items && { end, last, items }
}

/** The end of a text that begins at `from`; the end of everything for one that has none. */
function closingQuote(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x22) return at
    if (code === 0x5c) at += 1
  }
  return text.length
}
