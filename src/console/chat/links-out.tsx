import type { Participant } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { renderContext } from '../settings/render-context.ts'

/** A link into another tool: a name, and an https URL with placeholders. */
interface Template {
  name: string
  url: string
  placeholders: string[]
}

/** The templates of a setting, which are read once for all rows. */
let read: { setting: string; templates: Template[] } | undefined

/** The team's links into other tools (`LINKS`). */
function readTemplates(): Template[] {
  const setting = renderContext().serverConfig('links')
  if (read?.setting !== setting) {
    const links: Pick<Template, 'name' | 'url'>[] = JSON.parse(decodeURIComponent(setting) || '[]')
    const withPlaceholders = ({ name, url }: Pick<Template, 'name' | 'url'>) => ({
      name,
      url,
      placeholders: [...url.matchAll(/\{([^{}]*)\}/g)].map(([, placeholder = '']) => placeholder),
    })
    read = { setting, templates: links.map(withPlaceholders) }
  }
  return read.templates
}

type Values = Partial<Record<string, string>>

/** Whether a value can be part of a URL: `.` and `..` would lead to another path than the template's. */
const isUsable = (value: string | undefined) => !!value && !/^\.+$/.test(value)

/** The links whose placeholders all have a value, and at least one of them from the participant where there is one. */
function fill(values: Values, isWanted: (placeholders: string[]) => boolean): { name: string; href: string }[] {
  return readTemplates().flatMap(({ name, url, placeholders }) => {
    if (!isWanted(placeholders) || !placeholders.every((placeholder) => isUsable(values[placeholder]))) return []
    return [{ name, href: url.replace(/\{([^{}]*)\}/g, (_, key: string) => encodeURIComponent(values[key] ?? '')) }]
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
  const { address } = participant
  const values = {
    chat_id: id,
    handle_id: participant.id ?? '',
    phone: address && /^\+[0-9]{5,15}$/.test(address) ? address : '',
    email: address?.includes('@') ? address : '',
  }
  return <Links links={fill(values, (placeholders) => placeholders.some((one) => one !== 'chat_id'))} />
}

/** Links about a chat as a whole. */
export const ChatLinks = ({ id }: { id: ChatId }) => (
  <Links links={fill({ chat_id: id }, (placeholders) => placeholders.every((one) => one === 'chat_id'))} />
)
