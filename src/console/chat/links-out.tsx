import type { Participant } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { type LinkTemplate, useDataSource } from '../data-source.ts'

type Values = Partial<Record<string, string>>

/** Whether a value can be part of a URL: `.` and `..` would lead to another path than the template's. */
const isUsable = (value: string | undefined) => !!value && !/^\.+$/.test(value)

const placeholder = /\{([^{}]*)\}/g

/** The links whose placeholders all have a value, and are wanted. */
function fill(
  templates: readonly LinkTemplate[],
  values: Values,
  isWanted: (placeholders: string[]) => boolean,
): { name: string; href: string }[] {
  return templates.flatMap(({ name, url }) => {
    const used = [...url.matchAll(placeholder)].map(([, key = '']) => key)
    if (!isWanted(used) || !used.every((key) => isUsable(values[key]))) return []
    return [{ name, href: url.replace(placeholder, (_, key: string) => encodeURIComponent(values[key] ?? '')) }]
  })
}

const Links = ({ links }: { links: { name: string; href: string }[] }) =>
  links.map(({ name, href }) => (
    <a
      key={href}
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      referrerPolicy="no-referrer"
      className="text-sm text-accent underline underline-offset-2 hover:text-accent-hover print:hidden"
    >
      {name}
    </a>
  ))

/** Links about a participant. Not rendered while personal data is hidden. */
export function ParticipantLinks({ id, participant }: { id: ChatId; participant: Participant }) {
  const { links } = useDataSource()
  const { address } = participant
  const values = {
    chat_id: id,
    handle_id: participant.id ?? '',
    phone: address && /^\+[0-9]{5,15}$/.test(address) ? address : '',
    email: address?.includes('@') ? address : '',
  }
  return <Links links={fill(links, values, (used) => used.some((one) => one !== 'chat_id'))} />
}

/** Links about a chat as a whole. */
export function ChatLinks({ id }: { id: ChatId }) {
  const { links } = useDataSource()
  return <Links links={fill(links, { chat_id: id }, (used) => used.every((one) => one === 'chat_id'))} />
}
