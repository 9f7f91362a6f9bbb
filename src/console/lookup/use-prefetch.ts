import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef } from 'react'

import type { ChatId } from '../../linq/chat-id.ts'
import { wantOf } from './prefetch-chat.ts'
import { loadChatParts } from './preload-chat-chunks.ts'

/** How long nobody may have typed for a text to be taken for finished, in milliseconds. */
const typingPause = 150

/** Whether a text came in one go, as what is pasted, dropped or dictated does: then nobody is in the midst of typing it. */
export function cameWhole(before: string, after: string): boolean {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start += 1
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  return after.length - start - end > 1
}

interface Written {
  text: string
  /** What stood in the box before anything was written. */
  initial: string
  /** The chat that Enter would open; null for none, or several. */
  id: ChatId | null
  /** Something in the form of the box. */
  place: RefObject<HTMLElement | null>
}

/** Looks up early what is written in the box, until the box is left without opening it. */
export function useEarlyLookup({ text, initial, id, place }: Written): void {
  const queryClient = useQueryClient()
  const before = useRef(initial)
  const wish = useRef<{ id: ChatId; takeBack: () => void } | null>(null)
  useEffect(() => {
    const whole = cameWhole(before.current, text)
    before.current = text
    // A blank more at the end is no other wish.
    if (id === (wish.current?.id ?? null)) return
    wish.current?.takeBack()
    if (id) loadChatParts()
    wish.current = id && { id, takeBack: wantOf(queryClient)(id, whole ? 0 : typingPause) }
  }, [text, id, queryClient])
  useEffect(() => {
    const form = place.current?.closest('form')
    const leave = () => {
      wish.current?.takeBack()
      wish.current = null
    }
    // Later, when it is known where the focus went, and whether what took it away has opened the chat.
    const left = () => setTimeout(() => form?.matches(':focus-within, :active') !== true && leave())
    form?.addEventListener('focusout', left)
    return () => {
      form?.removeEventListener('focusout', left)
      leave()
    }
  }, [place])
}
