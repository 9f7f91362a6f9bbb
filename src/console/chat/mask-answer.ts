import { readChat } from '../../linq/chat.ts'
import { maskBody } from '../../linq/mask.ts'
import type { ChatAnswer } from './query.ts'

const maskedAnswers = new WeakMap<ChatAnswer, ChatAnswer>()

/** The same answer with personal data replaced, made once for each answer. */
export function maskAnswer(answer: ChatAnswer): ChatAnswer {
  const known = maskedAnswers.get(answer)
  if (known) return known
  const body = maskBody(answer.body)
  const masked = { ...answer, body, chat: readChat(body, answer.chat.id).chat ?? { ...nothing, id: answer.chat.id } }
  maskedAnswers.set(answer, masked)
  return masked
}

const nothing = { displayName: null, service: null, group: null, messageCount: null, participants: null }
