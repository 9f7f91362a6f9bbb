import type { Tag } from '../i18n/text.ts'

/** The columns of the participants. Their names are for the page (`t`) and for copies (`english`). */
export const columns = [
  { field: 'id', name: (write: Tag) => write`Handle ID` },
  { field: 'phone_number', name: (write: Tag) => write`Phone or email` },
  { field: 'service', name: (write: Tag) => write`Service` },
  { field: 'joined_at', name: (write: Tag) => write`Joined` },
] as const

export type Column = (typeof columns)[number]['field']
