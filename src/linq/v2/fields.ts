/** What a field holds. It decides which values are as documented, and what masking leaves of them. */
export type FieldKind = 'integer' | 'name' | 'address' | 'service' | 'boolean' | 'date-time' | 'participants'

/** Fields by their names in JSON. */
export type Fields = Readonly<Record<string, FieldKind>>

/** The fields of a chat. Source: the "Get Chat" page of the v2 documentation. */
export const chatFields: Fields = {
  id: 'integer',
  display_name: 'name',
  service: 'service',
  group: 'boolean',
  message_count: 'integer',
  chat_handles: 'participants',
}

/** The fields of a participant, an entry of `chat_handles`. Source: the same page. */
export const participantFields: Fields = {
  id: 'integer',
  phone_number: 'address',
  service: 'service',
  joined_at: 'date-time',
}

/**
 * The fields of a participant that may be missing. Source: `is_me`, the account's own line, is optional in the v3
 * documentation, and public samples of v2 have it.
 */
export const optionalParticipantFields: Fields = { is_me: 'boolean' }

/** The documented fields of a participant, and those that only public samples have. */
export const seenParticipantFields: Fields = { ...participantFields, identifier: 'address' }

/** What a field holds; undefined for a field that is not in the table. */
export const kindOf = (fields: Fields, name: string): FieldKind | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined

const services = ['iMessage', 'SMS', 'RCS'] as const

/** A service that the documentation lists. */
export type Service = (typeof services)[number]

export const isService = (text: string): text is Service => services.some((service) => service === text)
