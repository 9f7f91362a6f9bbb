import type { ChatId } from '../../linq/chat-id.ts'
import { checkFormatInChunks, maskChatInChunks } from '../../linq/chunked-chat.ts'
import type { FormatCheck } from '../../linq/format-check.ts'
import { parseJsonInChunks, type YieldToMain } from '../../linq/chunked-json.ts'
import type { Tokens } from './call.ts'
import { formsOf, hasTokenInChunks, mayHaveToken } from './token-search.ts'

/** What is read of a large 200 answer. */
export interface LargeAnswer {
  /** The parsed answer without its participants. */
  rest: unknown
  hasToken: boolean
  /** null where personal data is not masked. */
  masked: { body: string; check: FormatCheck } | null
}

/**
 * Reads a large answer in chunks, so that other requests do not wait for it.
 * @returns null for an answer that cannot be read in chunks.
 * @throws TypeError for a body that is not UTF-8.
 */
export async function readLargeAnswer(
  bytes: Uint8Array,
  id: ChatId,
  { tokens, masked }: { tokens: Tokens; masked: boolean },
): Promise<LargeAnswer | null> {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  const pause = createPause()
  const json = await parseJsonInChunks(text, pause)
  if (!json) return null
  const { rest, participants } = json
  const forms = formsOf(tokens)
  const hasToken = mayHaveToken(text, forms) && (await hasTokenInChunks([rest, ...participants], forms, pause))
  if (!masked) return { rest, hasToken, masked: null }
  const { body } = await maskChatInChunks(text, id, new Map(), pause)
  return { rest, hasToken, masked: { body, check: await checkFormatInChunks(text, pause, true) } }
}

/** How many chunks, and how many milliseconds, are processed between two pauses: a timer takes one itself. */
const chunksAtOnce = 4
const workAtOnce = 4

function createPause(): YieldToMain {
  let chunks = 0
  let since = performance.now()
  return async () => {
    chunks += 1
    // Workerd's clock stands still while code runs.
    if (chunks % chunksAtOnce !== 0 && performance.now() - since < workAtOnce) return
    await new Promise((resolve) => setTimeout(resolve))
    since = performance.now()
  }
}
