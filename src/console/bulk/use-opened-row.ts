import { type RefObject, useEffect } from 'react'
import { NavigationType, useNavigationType } from 'react-router'

import type { ChatId } from '../../linq/chat-id.ts'

/** The chat that was opened from a table. On Back its row has the focus. */
let opened: ChatId | null = null

/**
 * Gives the focus back to the row whose chat was opened. The browser restores the place.
 * @returns records that a row's chat is opened.
 */
export function useOpenedRow(table: RefObject<HTMLTableElement | null>): (id: ChatId) => void {
  const isBack = useNavigationType() === NavigationType.Pop
  useEffect(() => {
    // The heading has taken the focus that was lost with the chat.
    if (isBack && document.activeElement?.matches('h1'))
      table.current?.querySelector<HTMLElement>(`[data-chat-id="${opened}"] a`)?.focus({ preventScroll: true })
    opened = null
  }, [isBack, table])
  return (id) => {
    opened = id
  }
}
