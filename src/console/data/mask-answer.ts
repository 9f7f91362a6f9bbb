import type { QueryClient } from '@tanstack/react-query'

import { type Chat, largeAnswerLength } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import type { MaskedChat } from '../../linq/chunked-chat.ts'
import { checkFormat, type FormatCheck, summarize } from '../../linq/format-check.ts'
import { addressKey, type Labels, maskBody, parseLabel } from '../../linq/mask.ts'
import { readChat } from '../../linq/read-chat.ts'
import type { ChatAnswer } from './answer.ts'
import { largeAnswers } from './load-large.ts'
import { createYieldToMain } from './yield-to-main.ts'

/** What masking keeps between the answers of a page. */
interface MaskState {
  /** A participant keeps its label from answer to answer. */
  labels: Map<ChatId, Labels>
  /** Chats that the server had masked. Their labels are known by the handles' IDs alone. */
  masked: Map<ChatId, Chat>
  /** The last large answer that was masked: shown while the next one is being masked. */
  lastLarge: ChatAnswer | null
}

// By query client, which a server creates for each request: labels must not pass from one person's page to another's.
const states = new WeakMap<QueryClient, MaskState>()
const maskedAnswers = new WeakMap<ChatAnswer, ChatAnswer>()
const onReadyListeners = new WeakMap<ChatAnswer, Set<() => void>>()

/**
 * Masks an answer, once.
 * @param onReady is called when a large answer is masked, which takes several chunks.
 * @returns until then null, or the large answer before it.
 */
export function maskAnswer(queryClient: QueryClient, answer: ChatAnswer, onReady: () => void): ChatAnswer | null {
  const state = states.get(queryClient) ?? { labels: new Map(), masked: new Map(), lastLarge: null }
  states.set(queryClient, state)
  if (answer.hidden) {
    state.masked.set(answer.chat.id, answer.chat)
    return answer
  }
  const known = maskedAnswers.get(answer)
  if (known) return known
  const labels = labelsOf(state, answer.chat)
  if (answer.body.length < largeAnswerLength) return keep(answer, maskAtOnce(answer.body, answer.chat.id, labels))
  const listeners = onReadyListeners.get(answer)
  if (listeners) listeners.add(onReady)
  else {
    onReadyListeners.set(answer, new Set([onReady]))
    void maskInChunks(answer, labels).then((masked) => {
      const kept = keep(answer, masked)
      // An earlier answer, which this one is compared with, may be masked after it.
      const last = state.lastLarge
      if (last?.chat.id !== kept.chat.id || last.fetchedAt <= kept.fetchedAt) state.lastLarge = kept
      onReadyListeners.get(answer)?.forEach((listener) => listener())
      return onReadyListeners.delete(answer)
    })
  }
  return state.lastLarge?.chat.id === answer.chat.id ? state.lastLarge : null
}

/** A masked chat, and the format check of the unmasked one. */
type Masked = [MaskedChat, FormatCheck]

async function maskInChunks({ body, chat: { id } }: ChatAnswer, labels: Labels): Promise<Masked> {
  const large = await largeAnswers.load().catch(() => null)
  if (!large) return maskAtOnce(body, id, labels)
  return [await large.maskLargeChat(body, id, labels), await large.checkLargeFormat(body, createYieldToMain(), true)]
}

function maskAtOnce(sent: string, id: ChatId, labels: Labels): Masked {
  const body = maskBody(sent, labels)
  return [{ body, ...readChat(body, id) }, summarize(checkFormat(sent, true))]
}

function keep(answer: ChatAnswer, [{ body, chat }, formatCheck]: Masked): ChatAnswer {
  const masked = { ...answer, body, chat: chat ?? { ...nothing, id: answer.chat.id }, formatCheck }
  maskedAnswers.set(answer, masked)
  return masked
}

/** The labels of a chat. At first those that the server gave; participants who have left keep theirs. */
function labelsOf({ labels, masked }: MaskState, { id, participants }: Chat): Labels {
  const known = labels.get(id)
  if (known) return known
  const initial: Labels = new Map()
  for (const before of masked.get(id)?.participants ?? []) {
    const number = parseLabel(before.address ?? '')
    const now = participants?.find((one) => one.id !== null && one.id === before.id)
    if (number !== null) initial.set(now?.address ? addressKey(now.address) : `left ${number}`, number)
  }
  labels.set(id, initial)
  return initial
}

const nothing = { displayName: null, service: null, group: null, messageCount: null, participants: undefined }
