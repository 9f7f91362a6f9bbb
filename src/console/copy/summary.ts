// A chat in a few words, for tickets and messages.
import type { Chat, SentField } from '../../linq/chat.ts'
import { isBlank } from '../../linq/plain-text.ts'
import { formatInZone } from '../format/date-time.ts'
import { escapeFormula } from '../format/csv.ts'
import { escapeHtml } from '../format/html.ts'
import { markdownValue } from '../format/markdown.ts'
import { countField, groupField, sentCell, sentMarkdown, sentMarkdownCell } from '../format/sent-values.ts'
import type { Copy } from './clipboard.ts'
import { type CopySource, fieldsOf, headsOf } from './copy-source.ts'

const line = (values: readonly string[]) => `| ${values.join(' | ')} |`

export function markdown(input: CopySource): string {
  const { chat, link } = input
  const { id, displayName, service, participants } = chat
  const heads = headsOf(chat)
  const isNamed = displayName != null && !isBlank(displayName)
  return [
    `**[Chat ${id}](${link})**${isNamed ? ` ${markdownValue(displayName)}` : ''}`,
    '',
    `${isNamed ? '' : `Name: ${sentMarkdown(displayName)} · `}Service: ${sentMarkdown(service)} · Group: ${sentMarkdown(groupField(chat))} · ${versionFacts(chat, sentMarkdown).join(' · ')} · Participants: ${sentMarkdown(countField(chat), participants ? String : markdownValue)}`,
    '',
    ...(participants && participants.length > 0
      ? [
          line(heads),
          line(heads.map(() => '---')),
          ...participants.map((one) => line(fieldsOf(chat, one).map(sentMarkdownCell))),
          '',
        ]
      : []),
    source(input),
    '',
  ].join('\n')
}

/** The name on one line, or what was sent in place of one, e.g. `Name: null`. */
const nameOf = ({ displayName }: Chat): string =>
  displayName == null || isBlank(displayName) ? `Name: ${sentMarkdown(displayName)}` : plain(displayName)

const onOneLine = (text: string) => text.replace(/\s+/g, ' ')

/** A text whose direction controls end with it, also those that it does not close (U+2068, U+2069). */
const isolated = (text: string) =>
  /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(text) ? `\u2068${text}\u2069` : text

/** A value on one line. */
const plain = (value: SentField): string => isolated(onOneLine(sentCell(value)))

/** The facts that only one version of the API has. */
const versionFacts = ({ messageCount, extras }: Chat, write: (value: SentField) => string): string[] =>
  extras
    ? [
        'Linq API: v3',
        `Created: ${write(extras.createdAt)}`,
        `Updated: ${write(extras.updatedAt)}`,
        `Archived: ${write(typeof extras.archived === 'boolean' ? (extras.archived ? 'yes' : 'no') : extras.archived)}`,
        `Health: ${write(extras.health && (extras.health.status ?? extras.health.score))}`,
      ]
    : [`Messages: ${write(messageCount)}`]

/** The facts of a chat as words, e.g. `Service: iMessage`. */
const facts = (chat: Chat): string[] => [
  `Service: ${plain(chat.service)}`,
  `Group: ${plain(groupField(chat))}`,
  ...versionFacts(chat, plain),
  `Participants: ${plain(countField(chat))}`,
]

/** Where the facts are from, and when they were read. */
const source = ({ fetchedAt, masked, sourceLabel }: CopySource): string =>
  `${sourceLabel} · ${formatInZone(fetchedAt, 'UTC')}${masked ? ' · Personal data not included' : ''}`

/** One line of plain text, for a message. */
export const summaryLine = (input: CopySource): string =>
  onOneLine([`Chat ${input.chat.id}`, nameOf(input.chat), ...facts(input.chat), source(input), input.link].join(' · '))

/** Formatted text for the editors of mail and ticket tools, which take HTML, and the same as plain text. */
export function summary(input: CopySource): Copy {
  const { chat, link } = input
  const rows = [headsOf(chat), ...(chat.participants ?? []).map((one) => fieldsOf(chat, one).map(plain))]
  const html = rows.map((row, index) => {
    const tag = index === 0 ? 'th' : 'td'
    return `<tr>${row.map((cell) => `<${tag} align="left">${escapeHtml(escapeFormula(cell))}</${tag}>`).join('')}</tr>`
  })
  const name = nameOf(chat)
  return {
    text: [
      `Chat ${chat.id}: ${name}`,
      ...facts(chat).map(onOneLine),
      '',
      ...rows.slice(1).map((row) => onOneLine(row.join(' · '))),
      '',
      link,
      source(input),
      '',
    ].join('\n'),
    html: [
      `<p><a href="${escapeHtml(link)}"><b>Chat ${chat.id}</b></a> ${escapeHtml(name)}<br>`,
      `${escapeHtml(facts(chat).join(' · '))}</p>`,
      ...(rows.length > 1 ? [`<table>${html.join('')}</table>`] : []),
      `<p>${escapeHtml(source(input))}</p>`,
    ].join(''),
  }
}
