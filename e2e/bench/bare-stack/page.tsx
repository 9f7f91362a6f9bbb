import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { type ComponentType, type FormEvent, type PropsWithChildren, StrictMode } from 'react'
import { Route, Routes, useNavigate, useParams } from 'react-router'

import { chatsPath } from '../../../src/linq/operation.ts'
import type { chatFor } from '../chats.ts'

type Reply = ReturnType<typeof chatFor>

/** The query of a chat, whose reply the server sends along. */
export const chatKey = (id: string): readonly string[] => ['chat', id]

/** A page of a chat as the console's libraries alone make it: no styles, no guards, no states. */
export function BarePage({
  Router,
  queryClient,
}: {
  Router: ComponentType<PropsWithChildren>
  queryClient: QueryClient
}) {
  return (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <Router>
          <Routes>
            <Route path="/chats/:id" element={<Chat />} />
          </Routes>
        </Router>
      </QueryClientProvider>
    </StrictMode>
  )
}

function Chat() {
  const { id = '' } = useParams()
  const navigate = useNavigate()
  const { data } = useQuery({
    queryKey: chatKey(id),
    queryFn: async (): Promise<Reply> => (await fetch(`${chatsPath}/${id}`)).json(),
    staleTime: Infinity,
  })
  const lookUp = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void navigate(`/chats/${event.currentTarget.querySelector('input')?.value}`)
  }
  return (
    <>
      <form role="search" onSubmit={lookUp}>
        <input name="id" aria-label="Chat ID" defaultValue={id} />
      </form>
      {data ? <Facts {...data.data} /> : <p>Loading…</p>}
    </>
  )
}

const Facts = ({ display_name, service, group, message_count, chat_handles }: Reply['data']) => (
  <>
    <h1>{display_name}</h1>
    <p>
      {service}, {group ? 'group' : 'direct'}, {message_count} messages
    </p>
    <table>
      <tbody>
        {chat_handles.map((handle) => (
          <tr key={handle.id}>
            <td>{handle.id}</td>
            <td>{handle.phone_number}</td>
            <td>{handle.service}</td>
            <td>{handle.joined_at}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </>
)
