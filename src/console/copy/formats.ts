import type { Chat, Participant } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { chatPath, linqOrigin, tokenHeader } from '../../linq/v2/operation.ts'
import { isBlank } from '../../linq/plain-text.ts'
import { formatInZone } from '../format/date-time.ts'
import { english, t } from '../i18n/text.ts'
import type { Shortcut } from '../settings/shortcuts.ts'
import type { Copy } from './clipboard.ts'
import { columns } from '../format/columns.ts'
import { escapeFormula, toCsv } from '../format/csv.ts'
import { markdownValue } from '../format/markdown.ts'
import { countField, groupField, sentCell, sentMarkdown, sentMarkdownCell } from '../format/sent-values.ts'

/** The data of a copy. `chat` and `body` are masked while personal data is hidden. */
export interface CopySource {
  chat: Chat
  body: string
  /** Milliseconds since 1970. */
  fetchedAt: number
  masked: boolean
  /** The URL of the chat in this console. */
  link: string
  /** `Sandbox data`, or `Live data · host`. */
  sourceLabel: string
  /** The live upstream's origin, or null. */
  origin: string | null
}

const fields = ({ id, address, service, joinedAt }: Participant) => [id, address, service, joinedAt]
const heads = columns.map(({ name }) => name(english))
const rows = (chat: Chat) => (chat.participants ?? []).map((one) => fields(one).map(sentCell))
const url = (origin: string | null, id: ChatId) => `${origin ?? linqOrigin}${chatPath(id)}`

/** A cURL command. It reads the token from the environment, so that the token is not copied. */
export const curl = ({ origin, chat: { id } }: CopySource): string =>
  `curl --fail-with-body --header "${tokenHeader}: $LINQ_INTEGRATION_TOKEN" '${url(origin, id)}'`

const fetchCall = ({ origin, chat: { id } }: CopySource): string =>
  `const response = await fetch('${url(origin, id)}', {
  headers: { '${tokenHeader}': process.env.LINQ_INTEGRATION_TOKEN },
})
const { data } = await response.json()`

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

export const csv = ({ chat }: CopySource): string => toCsv([heads, ...rows(chat)])

/** Cells that are text: for Excel, and for LibreOffice, which would otherwise drop a plus and leading zeros and round ids. */
const asText = `sdnum="0;0;@" style="mso-number-format:'\\@'"`

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`)

/** Tab-separated text, and an HTML table in which spreadsheets keep every character of a cell. */
export function table({ chat }: CopySource): Copy {
  const body = [heads, ...rows(chat)]
  const html = body.map(
    (row) => `<tr>${row.map((cell) => `<td ${asText}>${escaped(escapeFormula(cell))}</td>`).join('')}</tr>`,
  )
  return {
    text: body
      .map((row) => `${row.map((cell) => escapeFormula(cell).replace(/[\t\r\n]+/g, ' ')).join('\t')}\n`)
      .join(''),
    html: `<table>${html.join('')}</table>`,
  }
}

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
