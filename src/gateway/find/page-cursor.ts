import type { Handle } from '../../linq/handle.ts'
import { createTokenCipher } from '../sign-in/session/encrypted-token.ts'

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
  const cipherOf = (handle: Handle, person: string) =>
    createTokenCipher<PagePosition>({ secrets, context: [handle, person] }, 'find')
  return {
    seal: async (position, handle, person) => await cipherOf(handle, person).encrypt(position, cursorSeconds),
    open: async (sealed, handle, person) => {
      const { cursor, seen } = await cipherOf(handle, person).decrypt(sealed)
      return cursor === undefined || seen === undefined ? null : { cursor, seen }
    },
  }
}
