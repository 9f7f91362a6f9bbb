// What is done with a long answer, in pieces that leave the page its time.
import type { ChatReading } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { checkFormatInChunks, maskChatInChunks, type MaskedChat, readChatInChunks } from '../../linq/chunked-chat.ts'
import type { FormatCheck } from '../../linq/format-check.ts'
import type { YieldToMain } from '../../linq/chunked-json.ts'
import type { Labels } from '../../linq/mask.ts'
import { createYieldToMain } from './yield-to-main.ts'

/** The text of a long answer: decoded as it comes, since decoding all of it at once would hold the page up. */
export async function readText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder()
  const parts: string[] = []
  const reader = body?.getReader()
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read())
    parts.push(decoder.decode(read.value, { stream: true }))
  return parts.join('') + decoder.decode()
}

/** Reads a long answer as `readChat` does. */
export const readLargeChat = (body: string, id: ChatId, signal: AbortSignal): Promise<ChatReading> =>
  readChatInChunks(body, id, createYieldToMain(signal))

/** Hides personal data in a long answer as `maskBody` does. */
export const maskLargeChat = (body: string, id: ChatId, people: Labels): Promise<MaskedChat> =>
  maskChatInChunks(body, id, people, createYieldToMain())

/** Compares a long answer with the documentation as `checkFormat` does, and keeps the first differences. */
export const checkLargeFormat = (body: string, pause: YieldToMain): Promise<FormatCheck> =>
  checkFormatInChunks(body, pause)

/** How many bytes a text was sent as. */
export async function countBytes(text: string, pause: YieldToMain): Promise<number> {
  const encoder = new TextEncoder()
  const room = new Uint8Array(3 * pieceLength)
  let bytes = 0
  for (let at = 0; at < text.length;) {
    const { read, written } = encoder.encodeInto(piece(text, at), room)
    at += read
    bytes += written
    await pause()
  }
  return bytes
}

const pieceLength = 64 * 1024

/** A piece of a text that parts no pair of surrogates. */
function piece(text: string, at: number): string {
  const last = at + pieceLength - 1
  return text.slice(at, /[\ud800-\udbff]/.test(text.charAt(last)) ? last : last + 1)
}
