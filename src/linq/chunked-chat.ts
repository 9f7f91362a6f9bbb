import { formatOf, unwrapChat } from './chat-format.ts'
import type { ChatReading, Participant } from './chat.ts'
import type { ChatId } from './chat-id.ts'
import { parseJsonInChunks, type YieldToMain } from './chunked-json.ts'
import {
  checkChat,
  checkCount,
  checkFormat,
  checkParticipant,
  type FormatCheck,
  maxListed,
  summarize,
} from './format-check.ts'
import { stringifyJson } from './json.ts'
import { createMasker, type Labels, maskBody } from './mask.ts'
import { readChat, readChatJson, readerOf } from './read-chat.ts'

/** The participants that are processed at a time. */
const chunkSize = 500

/** `readChat` in chunks, for a large answer: the same result, without blocking other work. */
export async function readChatInChunks(body: string, id: ChatId, yieldToMain: YieldToMain): Promise<ChatReading> {
  const json = await parseJsonInChunks(body, yieldToMain)
  if (!json) return readChat(body, id)
  const { chat, problem } = readChatJson(json.rest, id)
  if (!chat) return { problem }
  return {
    chat: { ...chat, participants: await mapInChunks(json.participants, readerOf(id).readParticipant, yieldToMain) },
  }
}

/** A masked answer: its text, and the chat in it. */
export interface MaskedChat extends Pick<ChatReading, 'chat'> {
  body: string
}

/** `maskBody` in chunks, with the chat that is left. */
export async function maskChatInChunks(
  body: string,
  id: ChatId,
  labels: Labels,
  yieldToMain: YieldToMain,
): Promise<MaskedChat> {
  const json = await parseJsonInChunks(body, yieldToMain)
  if (!json) {
    const masked = maskBody(body, labels)
    return { body: masked, ...readChat(masked, id) }
  }
  const format = formatOf(unwrapChat(json.rest))
  const { addParticipant, maskJson, maskParticipant } = createMasker(labels, format)
  await mapInChunks(json.participants, addParticipant, yieldToMain)
  const texts: string[] = []
  const participants: Participant[] = []
  await mapInChunks(
    json.participants,
    (participant) => {
      const masked = maskParticipant(participant)
      texts.push(stringifyJson(masked))
      participants.push(readerOf(id).readParticipant(masked))
    },
    yieldToMain,
  )
  const rest = maskJson(json.rest)
  const { chat } = readChatJson(rest, id)
  const masked = unwrapChat(rest)
  if (masked) masked[format.list] = placeholder
  const text = stringifyJson(rest).replace(JSON.stringify(placeholder), () => `[${texts.join(',')}]`)
  return { body: text, ...(chat && { chat: { ...chat, participants } }) }
}

/** Replaces the participants while the rest is written as JSON. No masked answer has this text. */
const placeholder = 'the participants'

/** `checkFormat` in chunks: a chat of 100,000 participants can have as many differences. */
export async function checkFormatInChunks(
  body: string,
  yieldToMain: YieldToMain,
  masked = false,
): Promise<FormatCheck> {
  const json = await parseJsonInChunks(body, yieldToMain)
  if (!json) return summarize(checkFormat(body, masked))
  const format = formatOf(unwrapChat(json.rest))
  const found = summarize([...checkChat(json.rest, masked), ...checkCount(json.participants, format)])
  await mapInChunks(
    json.participants,
    (participant, index) => {
      const more = checkParticipant(participant, index, format, masked)
      found.count += more.length
      found.first.push(...more.slice(0, maxListed - found.first.length))
    },
    yieldToMain,
  )
  return found
}

/** Maps a list in chunks. */
export async function mapInChunks<Item, Result>(
  items: Item[],
  map: (item: Item, index: number) => Result,
  yieldToMain: YieldToMain,
): Promise<Result[]> {
  const results: Result[] = []
  let since = Date.now()
  for (const [index, item] of items.entries()) {
    results.push(map(item, index))
    // A few items may take as long as hundreds of others.
    if (index % chunkSize !== chunkSize - 1 && Date.now() === since) continue
    await yieldToMain()
    since = Date.now()
  }
  return results
}
