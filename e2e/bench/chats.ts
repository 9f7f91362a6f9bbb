import { documentedChat } from '../../src/linq/v2/example.ts'

/** The number of a chat's last participant: the documented one in chat 45, in any other one that no second chat has. */
export const lastNumber = (id: number): string => (id === 45 ? '+15559876543' : `+1555${1_000_000 + id}`)

/** The documented chat under the id asked for. Its last participant tells that it is this chat that is on screen. */
export function chatFor(id: number): typeof documentedChat {
  const { data } = documentedChat
  const handles = data.chat_handles.map((handle, index, { length }) =>
    index === length - 1 ? { ...handle, phone_number: lastNumber(id) } : handle,
  )
  return { data: { ...data, id, chat_handles: handles } }
}
