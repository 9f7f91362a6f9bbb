import { type Chat, readChat } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { maskBody, numberOf, type People, personKey } from '../../linq/mask.ts'
import type { ChatAnswer } from './query.ts'

/** The people of each chat seen on this page: a label stays with its person from answer to answer. */
const peopleOf = new Map<ChatId, People>()

const maskedAnswers = new WeakMap<ChatAnswer, ChatAnswer>()

/** Chats whose personal data was replaced before they came: who the labels stand for is known by their handles alone. */
const hiddenBefore = new Map<ChatId, Chat>()

/** The same answer with personal data replaced, made once for each answer. */
export function maskAnswer(answer: ChatAnswer): ChatAnswer {
  if (answer.hidden) {
    hiddenBefore.set(answer.chat.id, answer.chat)
    return answer
  }
  const known = maskedAnswers.get(answer)
  if (known) return known
  const people = peopleOf.get(answer.chat.id) ?? labelled(answer.chat)
  peopleOf.set(answer.chat.id, people)
  const body = maskBody(answer.body, people)
  const masked = { ...answer, body, chat: readChat(body, answer.chat.id).chat ?? { ...nothing, id: answer.chat.id } }
  maskedAnswers.set(answer, masked)
  return masked
}

/** The people of a chat who had a label before they were known. The labels of those who have left stay theirs. */
function labelled({ id, participants }: Chat): People {
  const people: People = new Map()
  for (const before of hiddenBefore.get(id)?.participants ?? []) {
    const number = numberOf(before.address ?? '')
    const now = participants?.find((one) => one.id !== null && one.id === before.id)
    if (number !== null) people.set(now?.address ? personKey(now.address) : `left ${number}`, number)
  }
  return people
}

const nothing = { displayName: null, service: null, group: null, messageCount: null, participants: null }
