import { isObject, sentText } from './json.ts'
import { createMasker, hiddenText } from './mask.ts'
import { isUuid } from './uuid.ts'
import { v3Format } from './v3/fields.ts'

/**
 * Masks the chats of a list. Anything that is not a v3 chat is hidden as a whole: nothing says what its fields are. Each chat has
 * its own labels, the same as on its page.
 */
export const maskFoundChats = (chats: readonly unknown[]): unknown[] => chats.map(maskFoundChat)

function maskFoundChat(chat: unknown): unknown {
  if (!isObject(chat) || !isUuid(sentText(chat['id']) ?? '')) return hiddenText
  const { addParticipant, maskChat } = createMasker(new Map(), v3Format)
  const { handles } = chat
  if (Array.isArray(handles)) for (const participant of handles) addParticipant(participant)
  return maskChat(chat)
}
