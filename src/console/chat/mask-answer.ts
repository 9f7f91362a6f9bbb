import { readChat } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { maskBody, type People } from '../../linq/mask.ts'
import type { ChatAnswer } from './query.ts'

/** The people of each chat seen on this page: a label stays with its person from answer to answer. */
const peopleOf = new Map<ChatId, People>()

const maskedAnswers = new WeakMap<ChatAnswer, ChatAnswer>()

/** The same answer with personal data replaced, made once for each answer. */
export function maskAnswer(answer: ChatAnswer): ChatAnswer {
  const known = maskedAnswers.get(answer)
  if (known) return known
  const people = peopleOf.get(answer.chat.id) ?? new Map<string, number>()
  peopleOf.set(answer.chat.id, people)
  const body = maskBody(answer.body, people)
  const masked = { ...answer, body, chat: readChat(body, answer.chat.id).chat ?? { ...nothing, id: answer.chat.id } }
  maskedAnswers.set(answer, masked)
  return masked
}

const nothing = { displayName: null, service: null, group: null, messageCount: null, participants: null }
