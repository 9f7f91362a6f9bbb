import { type Chat, largeAnswerLength } from '../../linq/chat.ts'
import { readChat } from '../../linq/v2/read-chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import type { MaskedChat } from '../../linq/chunked-chat.ts'
import { maskBody, parseLabel, type Labels, addressKey } from '../../linq/mask.ts'
import { loadLargeAnswers } from './load-large.ts'
import type { ChatAnswer } from './answer.ts'

/** The people of each chat seen on this page: a label stays with its person from answer to answer. */
const peopleOf = new Map<ChatId, Labels>()

const maskedAnswers = new WeakMap<ChatAnswer, ChatAnswer>()

/** Chats whose personal data was replaced before they came: who the labels stand for is known by their handles alone. */
const hiddenBefore = new Map<ChatId, Chat>()

/** Who wants to know when a long answer is ready. */
const waiting = new WeakMap<ChatAnswer, Set<() => void>>()

/** The last long answer that was made ready: shown until the one after it is. */
let lastLong: ChatAnswer | null = null

/**
 * The same answer with personal data replaced, made once for each answer.
 * @param later told when what is not ready yet is.
 * @returns null for a long answer that is not ready, or the one before it.
 */
export function maskAnswer(answer: ChatAnswer, later: () => void): ChatAnswer | null {
  if (answer.hidden) {
    hiddenBefore.set(answer.chat.id, answer.chat)
    return answer
  }
  const known = maskedAnswers.get(answer)
  if (known) return known
  if (answer.body.length < largeAnswerLength) return keep(answer, maskAtOnce(answer))
  const others = waiting.get(answer)
  if (others) others.add(later)
  else {
    waiting.set(answer, new Set([later]))
    void maskInPieces(answer).then((masked) => {
      lastLong = keep(answer, masked)
      waiting.get(answer)?.forEach((tell) => tell())
      return waiting.delete(answer)
    })
  }
  return lastLong?.chat.id === answer.chat.id ? lastLong : null
}

function peopleIn({ chat }: ChatAnswer): Labels {
  const people = peopleOf.get(chat.id) ?? labelled(chat)
  peopleOf.set(chat.id, people)
  return people
}

async function maskInPieces(answer: ChatAnswer): Promise<MaskedChat> {
  try {
    const { maskLargeChat } = await loadLargeAnswers()
    return await maskLargeChat(answer.body, answer.chat.id, peopleIn(answer))
  } catch {
    // Its code could not be fetched.
    return maskAtOnce(answer)
  }
}

function maskAtOnce(answer: ChatAnswer): MaskedChat {
  const body = maskBody(answer.body, peopleIn(answer))
  return { body, ...readChat(body, answer.chat.id) }
}

function keep(answer: ChatAnswer, { body, chat }: MaskedChat): ChatAnswer {
  const masked = { ...answer, body, chat: chat ?? { ...nothing, id: answer.chat.id } }
  maskedAnswers.set(answer, masked)
  return masked
}

/** The people of a chat who had a label before they were known. The labels of those who have left stay theirs. */
function labelled({ id, participants }: Chat): Labels {
  const people: Labels = new Map()
  for (const before of hiddenBefore.get(id)?.participants ?? []) {
    const number = parseLabel(before.address ?? '')
    const now = participants?.find((one) => one.id !== null && one.id === before.id)
    if (number !== null) people.set(now?.address ? addressKey(now.address) : `left ${number}`, number)
  }
  return people
}

const nothing = { displayName: null, service: null, group: null, messageCount: null, participants: null }
