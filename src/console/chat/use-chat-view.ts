import { useQuery } from '@tanstack/react-query'
import { useReducer } from 'react'

import type { ChatId } from '../../linq/chat-id.ts'
import { isPosed } from '../settings/url-overrides.ts'
import { deferredChunk, screenshotChunk } from '../chunks.ts'
import { chatQuery } from '../data/query.ts'
import { type ChatView, chatView, type Prepare } from '../data/view-state.ts'

/** The chat behind an id, as the screen shows it. */
export const useChatView = (id: ChatId, masked: boolean): ChatView =>
  usePose()(chatView(useQuery(chatQuery(id)), usePrepared(masked)), masked)

const unchanged: Prepare = (answer) => answer

/** Changes a screen for a picture, or puts it into a fixed state. */
function usePose(): (view: ChatView, masked: boolean) => ChatView {
  const isFixed = isPosed()
  return isFixed ? required(screenshotChunk.use()).applyFixedStates : (view) => view
}

/** What is done to an answer before it is rendered: personal data is replaced, or nothing. */
export function usePrepared(masked: boolean): Prepare {
  const [, render] = useReducer((times: number) => times + 1, 0)
  if (!masked) return unchanged
  const { maskAnswer } = required(deferredChunk.use())
  return (answer) => maskAnswer(answer, render)
}

/** @throws where code that a page must not be rendered without cannot be fetched. */
function required<Exports>(exports: Exports | null): Exports {
  if (!exports) throw new Error('A part of the page could not be fetched')
  return exports
}
