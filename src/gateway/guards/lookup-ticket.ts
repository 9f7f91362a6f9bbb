import type { ChatId } from '../../linq/chat-id.ts'
import { createExpiringSet } from '../expiring-set.ts'

/** How long a page has to send its own lookup, in milliseconds: its script has to be fetched first. */
export const ticketMs = 30_000

/** How many tickets are valid at a time; beyond that the oldest is invalid. */
const maxTickets = 10_000

/**
 * One-time tickets for lookups that the server began for a page and left to the page: the person's limit was charged then,
 * so the page's own lookup is not charged again.
 */
export interface LookupTickets {
  issue: (person: string, id: ChatId) => string
  /** Uses a ticket up; false for one of another person, for another chat, already used, expired, or of another process. */
  redeem: (ticket: string, person: string, id: ChatId) => boolean
}

const entry = (ticket: string, person: string, id: ChatId) => `${id} ${ticket} ${person}`

/** @param now milliseconds since 1970. */
export function createLookupTickets(now: () => number = Date.now): LookupTickets {
  const valid = createExpiringSet(maxTickets, now)
  return {
    issue: (person, id) => {
      const ticket = crypto.randomUUID()
      valid.add(entry(ticket, person, id), now() + ticketMs)
      return ticket
    },
    redeem: (ticket, person, id) => valid.take(entry(ticket, person, id)),
  }
}
