import type { ApiVersion } from './chat-id.ts'

/** What a field holds. It decides which values are as documented, and what masking leaves of them. */
export type FieldKind =
  | 'integer'
  | 'uuid'
  | 'name'
  | 'address'
  | 'service'
  | 'boolean'
  | 'date-time'
  | 'participants'
  | 'participant-status'
  | 'health'
  | 'health-status'
  | 'link'
  | 'text'

/** Fields by their names in JSON. */
export type Fields = Readonly<Record<string, FieldKind>>

/** The documented fields of an object. */
export interface ObjectFormat {
  fields: Fields
  /** Those that may be missing. */
  optional: readonly string[]
  /** Those that may be null. */
  nullable: readonly string[]
}

/** The documented format of a chat in one version of the API. */
export interface ChatFormat {
  version: ApiVersion
  chat: ObjectFormat
  /** The chat's field with the participants. */
  list: string
  /** How many participants a chat has at least. */
  leastParticipants: number
  participant: ObjectFormat
  /** The objects in a field of kind `health`. */
  health: ObjectFormat
  /** The documented fields of a participant, and those that only public samples have. */
  seenParticipantFields: Fields
  dateTime: RegExp
}

/** What a field holds; undefined for a field that is not in the table. */
export const kindOf = (fields: Fields, name: string): FieldKind | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined

const services = ['iMessage', 'SMS', 'RCS'] as const

/** A service that the documentation lists. */
export type Service = (typeof services)[number]

const participantStatuses = ['active', 'left', 'removed'] as const

/** The health of a chat that the documentation of API v3 lists. */
const healthStatuses = ['HEALTHY', 'AT_RISK', 'CRITICAL', 'OPTED_OUT'] as const

/** The kinds of fields whose values the documentation lists. */
export const listedValues: Partial<Record<FieldKind, readonly string[]>> = {
  service: services,
  'participant-status': participantStatuses,
  'health-status': healthStatuses,
}

/** Whether a field of a kind with listed values has one of them. */
export const isListed = (kind: FieldKind, text: string): boolean => listedValues[kind]?.includes(text) === true
