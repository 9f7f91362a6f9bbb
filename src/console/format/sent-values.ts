// Values in copies, which stay English.
import type { Chat, SentField } from '../../linq/chat.ts'
import { isBlank } from '../../linq/plain-text.ts'
import { markdownCell, markdownValue } from './markdown.ts'

/** A field as a cell of a CSV or a table. */
export const sentCell = (value: SentField): string => (value === undefined ? 'missing' : (value ?? 'null'))

/** A field in Markdown: a text that was sent as code, and a word for anything else. */
export function sentMarkdown(value: SentField, show = markdownValue): string {
  if (value == null) return sentCell(value)
  return isBlank(value) ? (value === '' ? 'empty' : 'blank') : show(value)
}

/** {@link sentMarkdown} in a table. */
export const sentMarkdownCell = (value: SentField): string => sentMarkdown(value, markdownCell)

/** Whether a chat is a group, in words. */
export const groupField = ({ group }: Chat): SentField => (typeof group === 'boolean' ? (group ? 'yes' : 'no') : group)

/** How many messages a chat has; in API v3 there is no such field. */
export const messagesField = ({ messageCount, extras }: Chat): SentField => (extras ? 'not in API v3' : messageCount)

/** How many participants a chat has, or what was sent in place of their list. */
export const countField = ({ participants, notAList }: Chat): SentField =>
  notAList === undefined ? participants && String(participants.length) : `not a list: ${notAList}`
