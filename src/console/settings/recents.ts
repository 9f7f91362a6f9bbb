import { useEffect } from 'react'

import { type ChatId, parseChatId } from '../../linq/chat-id.ts'
import { getStored, setStored, useStored } from './local-storage.ts'

/** An opened chat; `at` is milliseconds since 1970. */
export interface Recent {
  id: ChatId
  at: number
}

const most = 10

/** Reads `45@1763800000000 46@…`; invalid entries are dropped. */
export function parseRecents(stored: string | null): Recent[] {
  return (stored ?? '').split(' ').flatMap((entry) => {
    const [digits = '', at = ''] = entry.split('@')
    const id = parseChatId(digits)
    return id && /^[0-9]{1,15}$/.test(at) ? [{ id, at: Number(at) }] : []
  })
}

export const addRecent = (recents: Recent[], { id, at }: Recent): Recent[] =>
  [{ id, at }, ...recents.filter((recent) => recent.id !== id)].slice(0, most)

const write = (recents: Recent[]) => recents.map(({ id, at }) => `${id}@${at}`).join(' ')

/** The opened chats, latest first. */
export const useRecents = (): Recent[] => parseRecents(useStored('recents'))

/** Stores that a chat was opened, unless personal data is hidden. */
export function useRecordRecent(id: ChatId, isRecorded: boolean): void {
  useEffect(() => {
    if (isRecorded) setStored('recents', write(addRecent(parseRecents(getStored('recents')), { id, at: Date.now() })))
  }, [id, isRecorded])
}
