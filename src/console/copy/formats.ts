import type { Chat, Participant } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { chatPath, linqOrigin, tokenHeader } from '../../linq/v2/operation.ts'
import { formatInZone } from '../format/date-time.ts'
import { english, t } from '../i18n/text.ts'
import type { Shortcut } from '../settings/shortcuts.ts'
import type { Copy } from './clipboard.ts'
import { columns } from '../format/columns.ts'

/** Everything a copy is made of. With personal data hidden, `chat` and `body` hold none. */
export interface CopySource {
  chat: Chat
  body: string
  /** When the answer came, milliseconds since 1970. */
  fetchedAt: number
  masked: boolean
  /** The chat's address in this console, with the view settings. */
  link: string
  /** `Sandbox data`, or `Live data · host`. */
  sourceLabel: string
  /** The live upstream's origin, or null. */
  origin: string | null
}

const cells = ({ id, address, service, joinedAt }: Participant) =>
  [id, address, service, joinedAt].map((value) => value ?? '')
const heads = columns.map(({ name }) => name(english))
const rows = (chat: Chat) => (chat.participants ?? []).map(cells)
const url = (origin: string | null, id: ChatId) => `${origin ?? linqOrigin}${chatPath(id)}`

/** A shell command that asks Linq for the chat. It reads the token from the environment, so that it can be pasted anywhere. */
export const curl = ({ origin, chat: { id } }: CopySource): string =>
  `curl --fail-with-body --header "${tokenHeader}: $LINQ_INTEGRATION_TOKEN" '${url(origin, id)}'`

/** The same as a JavaScript call. */
const fetchCall = ({ origin, chat: { id } }: CopySource): string =>
  `const response = await fetch('${url(origin, id)}', {
  headers: { '${tokenHeader}': process.env.LINQ_INTEGRATION_TOKEN },
})
const { data } = await response.json()`

/** A text inside Markdown, as nothing but text: neither a table's border, nor a link, nor HTML. */
export const escapeMarkdown = (text: string) =>
  text.replace(/[\\`*_{}[\]()<>#|~&!]/g, (sign) => `\\${sign}`).replace(/\s+/g, ' ')

const line = (values: readonly string[]) => `| ${values.join(' | ')} |`

/** A summary for a ticket. */
export function markdown({ chat, fetchedAt, masked, link, sourceLabel }: CopySource): string {
  const notSent = (value: string | null) => (value === null || value === '' ? 'not sent' : escapeMarkdown(value))
  const group = chat.group === true ? 'yes' : chat.group === false ? 'no' : chat.group
  return [
    `**[Chat ${chat.id}](${link})** ${chat.displayName ? escapeMarkdown(chat.displayName) : ''}`.trim(),
    '',
    `Service: ${notSent(chat.service)} · Group: ${notSent(group)} · Messages: ${notSent(chat.messageCount)} · Participants: ${chat.participants?.length ?? 'not sent'}`,
    '',
    ...(chat.participants && chat.participants.length > 0
      ? [line(heads), line(heads.map(() => '---')), ...rows(chat).map((row) => line(row.map(notSent))), '']
      : []),
    `${sourceLabel} · ${formatInZone(fetchedAt, 'UTC')}${masked ? ' · Personal data not included' : ''}`,
    '',
  ].join('\n')
}

// A cell that starts like a formula is one to a spreadsheet. A plain E.164 number stays as it is, for machines that read it.
const escapeFormula = (cell: string) => (/^[=@\t\r+-]/.test(cell) && !/^\+[0-9]{1,15}$/.test(cell) ? `'${cell}` : cell)

/** Rows as RFC 4180 text: every cell quoted, none a formula. */
export const toCsv = (lines: string[][]): string =>
  lines.map((row) => `${row.map((cell) => `"${escapeFormula(cell).replaceAll('"', '""')}"`).join(',')}\r\n`).join('')

/** The participants for a spreadsheet. */
export const csv = ({ chat }: CopySource): string => toCsv([heads, ...rows(chat)])

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`)

/** The participants as tab-separated text and as an HTML table, in which a spreadsheet keeps the plus of a number. */
export function table({ chat }: CopySource): Copy {
  const body = [heads, ...rows(chat)]
  const html = body.map(
    (row) => `<tr>${row.map((cell) => `<td style="mso-number-format:'\\@'">${escaped(cell)}</td>`).join('')}</tr>`,
  )
  return {
    text: body
      .map((row) => `${row.map((cell) => escapeFormula(cell).replace(/[\t\r\n]+/g, ' ')).join('\t')}\n`)
      .join(''),
    html: `<table>${html.join('')}</table>`,
  }
}

/** All that can be copied: the menu's words, what is copied, and what is said afterwards. */
export const copies = {
  link: {
    label: () => t`Link`,
    shortcut: 'copyLink',
    make: ({ link }) => ({ text: link }),
    done: () => t`Link copied.`,
  },
  id: { label: () => t`ID`, make: ({ chat }) => ({ text: chat.id }), done: () => t`ID copied.` },
  json: {
    label: () => t`JSON as received`,
    shortcut: 'copyJson',
    make: ({ body }) => ({ text: body }),
    done: () => t`JSON copied.`,
  },
  curl: {
    label: () => t`cURL command`,
    shortcut: 'copyCurl',
    make: (input) => ({ text: curl(input) }),
    done: () => t`cURL copied. It reads the token from LINQ_INTEGRATION_TOKEN.`,
  },
  fetch: {
    label: () => t`fetch call`,
    make: (input) => ({ text: fetchCall(input) }),
    done: () => t`fetch call copied. It reads the token from LINQ_INTEGRATION_TOKEN.`,
  },
  markdown: {
    label: () => t`Markdown summary`,
    shortcut: 'copyMarkdown',
    make: (input) => ({ text: markdown(input) }),
    done: () => t`Markdown copied.`,
  },
  table: { label: () => t`Participants table`, make: table, done: () => t`Table copied.` },
} satisfies Record<
  string,
  { label: () => string; shortcut?: Shortcut; make: (input: CopySource) => Copy; done: () => string }
>

export type CopyKind = keyof typeof copies
