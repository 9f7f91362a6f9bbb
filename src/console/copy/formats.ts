import type { Chat } from '../../linq/chat.ts'
import { type ChatId, versionOf } from '../../linq/chat-id.ts'
import { chatPath } from '../../linq/chat-path.ts'
import { linqOrigin, tokenHeader } from '../../linq/operation.ts'
import { t } from '../i18n/text.ts'
import type { Shortcut } from '../settings/shortcuts.ts'
import { escapeFormula, toCsv } from '../format/csv.ts'
import { escapeHtml } from '../format/html.ts'
import { sentCell } from '../format/sent-values.ts'
import type { Copy } from './clipboard.ts'
import { type CopySource, fieldsOf, headsOf } from './copy-source.ts'
import { markdown, summary, summaryLine } from './summary.ts'

const rows = (chat: Chat) => (chat.participants ?? []).map((one) => fieldsOf(chat, one).map(sentCell))
const url = (origin: string | null, id: ChatId) => `${origin ?? linqOrigin}${chatPath(id)}`

/** A cURL command. It reads the token from the environment, so that the token is not copied. */
export const curl = ({ origin, chat: { id } }: CopySource): string =>
  `curl --fail-with-body --header "${
    versionOf(id) === 'v2'
      ? `${tokenHeader}: $LINQ_INTEGRATION_TOKEN`
      : 'Authorization: Bearer ${LINQ_V3_TOKEN:-$LINQ_INTEGRATION_TOKEN}'
  }" '${url(origin, id)}'`

const fetchCall = ({ origin, chat: { id } }: CopySource): string =>
  versionOf(id) === 'v2'
    ? `const response = await fetch('${url(origin, id)}', {
  headers: { '${tokenHeader}': process.env.LINQ_INTEGRATION_TOKEN },
})
const { data } = await response.json()`
    : `const token = process.env.LINQ_V3_TOKEN ?? process.env.LINQ_INTEGRATION_TOKEN
const response = await fetch('${url(origin, id)}', { headers: { Authorization: \`Bearer \${token}\` } })
const chat = await response.json()`

export const csv = ({ chat }: CopySource): string => toCsv([headsOf(chat), ...rows(chat)])

/**
 * Cells that are text, for LibreOffice and for Excel, which would otherwise drop a plus and leading zeros and round ids. WebKit
 * removes the style from what is copied.
 * Source: Microsoft Office HTML and XML Reference, the attribute `x:str`.
 */
const asText = `x:str="" sdnum="0;0;@" style="mso-number-format:'\\@'"`

/** Tab-separated text, and an HTML table in which spreadsheets keep every character of a cell. */
export function table({ chat }: CopySource): Copy {
  const body = [headsOf(chat), ...rows(chat)]
  const html = body.map(
    (row) => `<tr>${row.map((cell) => `<td ${asText}>${escapeHtml(escapeFormula(cell))}</td>`).join('')}</tr>`,
  )
  return {
    text: body
      .map((row) => `${row.map((cell) => escapeFormula(cell).replace(/[\t\r\n]+/g, ' ')).join('\t')}\n`)
      .join(''),
    html: `<table xmlns:x="urn:schemas-microsoft-com:office:excel">${html.join('')}</table>`,
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
  summary: {
    label: () => t`Formatted summary`,
    shortcut: 'copySummary',
    make: summary,
    done: () => t`Summary copied.`,
  },
  line: {
    label: () => t`Summary on one line`,
    make: (input) => ({ text: summaryLine(input) }),
    done: () => t`Summary copied.`,
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
