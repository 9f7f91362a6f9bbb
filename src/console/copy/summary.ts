// A chat in a few words, for tickets and messages.
import type { Chat } from '../../linq/chat.ts'
import { isBlank } from '../../linq/plain-text.ts'
import { formatInZone } from '../format/date-time.ts'
import { escapeHtml } from '../format/html.ts'
import { markdownValue } from '../format/markdown.ts'
import { countField, groupField, sentCell, sentMarkdown, sentMarkdownCell } from '../format/sent-values.ts'
import type { Copy } from './clipboard.ts'
import { type CopySource, fields, heads } from './copy-source.ts'

const line = (values: readonly string[]) => `| ${values.join(' | ')} |`

export function markdown({ chat, fetchedAt, masked, link, sourceLabel }: CopySource): string {
  const { id, displayName, service, messageCount, participants } = chat
  const isNamed = displayName != null && !isBlank(displayName)
  return [
    `**[Chat ${id}](${link})**${isNamed ? ` ${markdownValue(displayName)}` : ''}`,
    '',
    `${isNamed ? '' : `Name: ${sentMarkdown(displayName)} · `}Service: ${sentMarkdown(service)} · Group: ${sentMarkdown(groupField(chat))} · Messages: ${sentMarkdown(messageCount)} · Participants: ${sentMarkdown(countField(chat), participants ? String : markdownValue)}`,
    '',
    ...(participants && participants.length > 0
      ? [
          line(heads),
          line(heads.map(() => '---')),
          ...participants.map((one) => line(fields(one).map(sentMarkdownCell))),
          '',
        ]
      : []),
    `${sourceLabel} · ${formatInZone(fetchedAt, 'UTC')}${masked ? ' · Personal data not included' : ''}`,
    '',
  ].join('\n')
}

/** The name and facts of a chat as words, e.g. `Service: iMessage`. */
const facts = (chat: Chat): string[] => [
  `Service: ${sentCell(chat.service)}`,
  `Group: ${sentCell(groupField(chat))}`,
  `Messages: ${sentCell(chat.messageCount)}`,
  `Participants: ${sentCell(countField(chat))}`,
]

/** Where the facts are from, and when they were read. */
const source = ({ fetchedAt, masked, sourceLabel }: CopySource): string =>
  `${sourceLabel} · ${formatInZone(fetchedAt, 'UTC')}${masked ? ' · Personal data not included' : ''}`

/** One line of plain text, for a chat or a commit message. */
export const summaryLine = (input: CopySource): string =>
  [`Chat ${input.chat.id}`, sentCell(input.chat.displayName), ...facts(input.chat), source(input), input.link]
    .join(' · ')
    .replace(/\s+/g, ' ')

/** Formatted text for the editors of mail and ticket tools, which take HTML, and the same as plain text. */
export function summary(input: CopySource): Copy {
  const { chat, link } = input
  const rows = [heads, ...(chat.participants ?? []).map((one) => fields(one).map(sentCell))]
  const html = rows.map((row, index) => {
    const tag = index === 0 ? 'th' : 'td'
    return `<tr>${row.map((cell) => `<${tag} align="left">${escapeHtml(cell)}</${tag}>`).join('')}</tr>`
  })
  const name = sentCell(chat.displayName)
  return {
    text: [
      `Chat ${chat.id}: ${name}`,
      ...facts(chat),
      '',
      ...rows.slice(1).map((row) => row.join(' · ')),
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
