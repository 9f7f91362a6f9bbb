import { failed, type Outcome } from '../response.ts'
import type { Identity } from '../sign-in/identity.ts'

/** The refusal of a search where it is off. */
export const findOff = (): Outcome =>
  failed('find_off', 'Chats cannot be found by a number or an address here. FIND=on on the server allows it.')

/** Whether somebody is in one of the groups that may search. @param groups none for everyone. */
export function isInFindGroup(groups: readonly string[], identity: Identity): boolean {
  const own = identity.kind === 'person' ? identity.person.groups : []
  return groups.length === 0 || own.some((group) => groups.includes(group))
}

/** Refuses people who are in none of the groups that may search. */
export const checkFindGroup = (groups: readonly string[], identity: Identity): Outcome | null =>
  isInFindGroup(groups, identity)
    ? null
    : failed(
        'find_not_allowed',
        'Your account may look up chats, but it is in no group that may find them by a number or an address (FIND_GROUPS on the server).',
      )
