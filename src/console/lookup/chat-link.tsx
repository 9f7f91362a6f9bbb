import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Link, type LinkProps } from 'react-router'

import { parseChatId } from '../../linq/chat-id.ts'
import { wantOf } from './prefetch-chat.ts'
import { loadChatParts } from './preload-chat-chunks.ts'

/** How long a pointer or the focus has to stay on a link, in milliseconds: passing over a list asks for nothing. */
const restPause = 100

/** A link to a chat, which is looked up when somebody is about to open it. */
export function ChatLink({ id, ...link }: LinkProps & { id: string }) {
  const chat = parseChatId(id)
  const queryClient = useQueryClient()
  const takeBack = useRef(() => {})
  const want = (pause: number) => {
    loadChatParts()
    if (chat) takeBack.current = wantOf(queryClient)(chat, pause)
  }
  const leave = () => takeBack.current()
  // A link that goes away under the pointer tells nobody that it was left.
  useEffect(() => () => takeBack.current(), [])
  return (
    <Link
      {...link}
      onPointerEnter={() => want(restPause)}
      onFocus={() => want(restPause)}
      onPointerDown={() => want(0)}
      onPointerLeave={leave}
      onBlur={leave}
    />
  )
}
