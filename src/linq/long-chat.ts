import { chatIn, type ChatReading, type Participant, readChat, readChatJson, readHandle } from './chat.ts'
import type { ChatId } from './chat-id.ts'
import { checkAround, checkFormat, checkHandle, type FormatCheck, mostListed, shortened } from './format-check.ts'
import { parseLong, type Pause } from './long-json.ts'
import { maskBody, masker, type People, writeJson } from './mask.ts'

/** How many participants are worked on in one go. */
const together = 500

/** {@link readChat} in pieces, for a long answer: the same outcome, without holding anything else up. */
export async function readLongChat(body: string, id: ChatId, pause: Pause): Promise<ChatReading> {
  const json = await parseLong(body, pause)
  if (!json) return readChat(body, id)
  const { chat, problem } = readChatJson(json.around, id)
  if (!chat) return { problem }
  return { chat: { ...chat, participants: await inTurns(json.handles, readHandle, pause) } }
}

/** A masked answer: its text, and the chat that the text tells of. */
export interface MaskedChat extends Pick<ChatReading, 'chat'> {
  body: string
}

/** {@link maskBody} in pieces, with the chat it leaves. */
export async function maskLongChat(body: string, id: ChatId, people: People, pause: Pause): Promise<MaskedChat> {
  const json = await parseLong(body, pause)
  if (!json) {
    const masked = maskBody(body, people)
    return { body: masked, ...readChat(masked, id) }
  }
  const { meet, hideJson, hideHandle } = masker(people)
  await inTurns(json.handles, meet, pause)
  const texts: string[] = []
  const participants: Participant[] = []
  await inTurns(
    json.handles,
    (handle) => {
      const hidden = hideHandle(handle)
      texts.push(writeJson(hidden))
      participants.push(readHandle(hidden))
    },
    pause,
  )
  const around = hideJson(json.around)
  const { chat } = readChatJson(around, id)
  return { body: writeAround({ around, handles: texts }), ...(chat && { chat: { ...chat, participants } }) }
}

/** Writes an answer whose participants are written already. */
function writeAround({ around, handles }: { around: unknown; handles: string[] }): string {
  const chat = chatIn(around)
  const written = (value: unknown): string => (value === chat ? fields(value) : writeJson(value))
  const fields = (value: unknown): string =>
    `{${Object.entries(value ?? {})
      .map(([name, field]) => {
        const list = value === chat && name === 'chat_handles'
        return `${JSON.stringify(name)}:${list ? `[${handles.join(',')}]` : written(field)}`
      })
      .join(',')}}`
  return fields(around)
}

/** {@link checkFormat} in pieces: of a chat of 100,000 there could be as many differences. */
export async function checkLongFormat(body: string, pause: Pause): Promise<FormatCheck> {
  const json = await parseLong(body, pause)
  if (!json) return shortened(checkFormat(body))
  const found = shortened(checkAround(json.around))
  await inTurns(
    json.handles,
    (handle, index) => {
      const more = checkHandle(handle, index)
      found.count += more.length
      found.first.push(...more.slice(0, mostListed - found.first.length))
    },
    pause,
  )
  return found
}

/** Does something with each of many, a few hundred at a time. */
async function inTurns<Item, Result>(
  items: Item[],
  work: (item: Item, index: number) => Result,
  pause: Pause,
): Promise<Result[]> {
  const results: Result[] = []
  for (const [index, item] of items.entries()) {
    results.push(work(item, index))
    if (index % together === together - 1) await pause()
  }
  return results
}
