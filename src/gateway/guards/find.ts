import { failed, type Outcome } from '../response.ts'
import type { Identity } from '../sign-in/identity.ts'

/** The refusal of a search where it is off. */
export const findOff = (): Outcome =>
  failed('find_off', 'Chats cannot be found by a number or an address here. FIND=on on the server allows it.')

/** Refuses people who are in none of the groups that may search. @param groups none for everyone. */
export function checkFindGroup(groups: readonly string[], identity: Identity): Outcome | null {
  if (groups.length === 0) return null
  const own = identity.kind === 'person' ? identity.person.groups : []
  return own.some((group) => groups.includes(group))
    ? null
    : failed(
        'find_not_allowed',
        'Your account may look up chats, but it is in no group that may find them by a number or an address (FIND_GROUPS on the server).',
      )
}
