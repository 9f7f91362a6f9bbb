import { dehydrate, QueryClient } from '@tanstack/react-query'
import type { PropsWithChildren } from 'react'
import { renderToString } from 'react-dom/server'
import { StaticRouter } from 'react-router'

import { BarePage, chatKey } from './page.tsx'

/** Renders the page of a chat with its reply. @returns its HTML, and the state that its script hydrates. */
export function render(id: string, reply: unknown): { html: string; state: unknown } {
  const queryClient = new QueryClient()
  queryClient.setQueryData(chatKey(id), reply)
  const Router = ({ children }: PropsWithChildren) => <StaticRouter location={`/chats/${id}`}>{children}</StaticRouter>
  return { html: renderToString(<BarePage Router={Router} queryClient={queryClient} />), state: dehydrate(queryClient) }
}
