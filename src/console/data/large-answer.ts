// The processing of large answers, in chunks that leave the main thread free.
import type { ChatReading } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { checkFormatInChunks, maskChatInChunks, type MaskedChat, readChatInChunks } from '../../linq/chunked-chat.ts'
import type { FormatCheck } from '../../linq/format-check.ts'
import type { YieldToMain } from '../../linq/chunked-json.ts'
import type { Labels } from '../../linq/mask.ts'
import { createYieldToMain } from './yield-to-main.ts'

/** Decodes a body while it arrives: decoding all of it at once blocks the main thread. */
export async function readText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder()
  const parts: string[] = []
  const reader = body?.getReader()
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read())
    parts.push(decoder.decode(read.value, { stream: true }))
  return parts.join('') + decoder.decode()
}

export const readLargeChat = (body: string, id: ChatId, signal: AbortSignal): Promise<ChatReading> =>
  readChatInChunks(body, id, createYieldToMain(signal))

export const maskLargeChat = (body: string, id: ChatId, people: Labels): Promise<MaskedChat> =>
  maskChatInChunks(body, id, people, createYieldToMain())

export const checkLargeFormat = (body: string, pause: YieldToMain, masked = false): Promise<FormatCheck> =>
  checkFormatInChunks(body, pause, masked)

/** The length of a text in UTF-8. */
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

/** A chunk of a text that ends between code points. */
function piece(text: string, at: number): string {
  const last = at + pieceLength - 1
  return text.slice(at, /[\ud800-\udbff]/.test(text.charAt(last)) ? last : last + 1)
}
