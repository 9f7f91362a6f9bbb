import type { Handle } from '../../linq/handle.ts'
import { createTokenCipher } from '../sign-in/session/encrypted-token.ts'
import { createKeyedHash } from './keyed-hash.ts'

/** Where the next page of a list begins. */
export interface PagePosition {
  /** Linq's own cursor. */
  cursor: string
  /** How many chats the pages before it had; an empty page counts as one, so that every list has an end. */
  seen: number
}

/** How long a page can be asked for, in seconds. */
const cursorSeconds = 15 * 60

/** Seals the positions of a list, so that nothing of the caller's request is sent to Linq as it is. */
export interface PageCursors {
  seal: (position: PagePosition, handle: Handle, person: string) => Promise<string>
  /** Null for a text that is not ours, is for another handle or another person, or is older than 15 minutes. */
  open: (sealed: string, handle: Handle, person: string) => Promise<PagePosition | null>
}

/** @param secrets the first one seals, each one opens. */
export function createPageCursors(secrets: readonly string[]): PageCursors {
  const cipher = createTokenCipher<PagePosition & { owner: string }>({ secrets, context: [] }, 'find')
  const hashes = secrets.map(createKeyedHash)
  const ownersOf = async (handle: Handle, person: string) =>
    await Promise.all(hashes.map(async (hash) => (await hash(JSON.stringify([handle, person]))).slice(0, 32)))
  return {
    seal: async (position, handle, person) => {
      const [owner = ''] = await ownersOf(handle, person)
      return await cipher.encrypt({ ...position, owner }, cursorSeconds)
    },
    open: async (sealed, handle, person) => {
      const { cursor, seen, owner } = await cipher.decrypt(sealed)
      if (!cursor || seen === undefined || !owner) return null
      return (await ownersOf(handle, person)).includes(owner) ? { cursor, seen } : null
    },
  }
}
