import { documentedChat } from '../../src/linq/v2/example.ts'

/** The phone number of a chat's last participant: the documented one in chat 45, a unique one in every other chat. */
export const lastNumber = (id: number): string => (id === 45 ? '+15559876543' : `+1555${1_000_000 + id}`)

/** The documented chat with another ID. Its last participant identifies it on the screen. */
export function chatFor(id: number): typeof documentedChat {
  const { data } = documentedChat
  const handles = data.chat_handles.map((handle, index, { length }) =>
    index === length - 1 ? { ...handle, phone_number: lastNumber(id) } : handle,
  )
  return { data: { ...data, id, chat_handles: handles } }
}
