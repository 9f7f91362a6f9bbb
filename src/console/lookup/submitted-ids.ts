import type { ChatId } from '../../linq/chat-id.ts'
import { isOnlyIds, parseInput } from './parse-input.ts'

/** The chats that a submitted text opens: one, or all where it has nothing but IDs. None where a person has to choose or correct it. */
export function submittedIds(text: string): ChatId[] {
  const read = parseInput(text)
  if (read.kind === 'chat') return [read.id]
  return read.kind === 'chats' && isOnlyIds(text) ? read.ids : []
}
