import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useReducer } from 'react'

import type { ChatId } from '../../linq/chat-id.ts'
import { screenshotChunk } from '../chunks.ts'
import { maskAnswer } from '../data/mask-answer.ts'
import { chatQuery } from '../data/query.ts'
import { type ChatView, chatView, type PrepareAnswer } from '../data/view-state.ts'
import { isFixed } from '../settings/url-overrides.ts'
import { required } from '../ui/lazy-component.tsx'

/** Fetches a chat for its page. */
export function useChatView(id: ChatId, masked: boolean): ChatView {
  const view = chatView(useQuery(chatQuery(id)), usePrepareAnswer(masked))
  return isFixed() ? required(screenshotChunk.use()).applyFixedStates(view, masked) : view
}

const unchanged: PrepareAnswer = (answer) => answer

/** Prepares answers for rendering: masks personal data while it is hidden. */
export function usePrepareAnswer(masked: boolean): PrepareAnswer {
  const queryClient = useQueryClient()
  const [, render] = useReducer((times: number) => times + 1, 0)
  if (!masked) return unchanged
  return (answer) => maskAnswer(queryClient, answer, render)
}
