import { useEffect } from 'react'

import { type ChatId, parseChatId } from '../../linq/chat-id.ts'
import { getStored, setStored, useStored } from './local-storage.ts'

/** A chat opened on this device: its id and when, milliseconds since 1970. Nothing else of it is kept. */
export interface Recent {
  id: ChatId
  at: number
}

/** How many are kept. */
const most = 10

/** Reads what is stored as `45@1763800000000 46@…`; anything else in there is dropped. */
export function parseRecents(stored: string | null): Recent[] {
  return (stored ?? '').split(' ').flatMap((entry) => {
    const [digits = '', at = ''] = entry.split('@')
    const id = parseChatId(digits)
    return id && /^[0-9]{1,15}$/.test(at) ? [{ id, at: Number(at) }] : []
  })
}

/** Puts a chat first; the oldest above ten is dropped. */
export const addRecent = (recents: Recent[], { id, at }: Recent): Recent[] =>
  [{ id, at }, ...recents.filter((recent) => recent.id !== id)].slice(0, most)

const write = (recents: Recent[]) => recents.map(({ id, at }) => `${id}@${at}`).join(' ')

/** The chats opened on this device, the latest first. */
export const useRecents = (): Recent[] => parseRecents(useStored('recents'))

/** Remembers that a chat was opened, once it was seen; not while personal data is hidden: then nothing is left behind. */
export function useRecordRecent(id: ChatId, seen: boolean): void {
  useEffect(() => {
    if (seen) setStored('recents', write(addRecent(parseRecents(getStored('recents')), { id, at: Date.now() })))
  }, [id, seen])
}
