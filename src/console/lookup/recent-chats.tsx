import type { ChatId } from '../../linq/chat-id.ts'
import { formatAge } from '../format/age.ts'
import { t } from '../i18n/text.ts'
import { pageNow } from '../settings/url-overrides.ts'
import { useRecents } from '../settings/recents.ts'

/** How many fit below the box. */
const offered = 5

/** The chats opened before, below the focused box. */
export function RecentChats({ initial, open }: { initial: string; open: (id: ChatId) => void }) {
  const recents = useRecents().filter(({ id }) => id !== initial)
  if (recents.length === 0) return null
  return (
    <ul
      aria-label={t`Recent chats in this browser`}
      className="absolute inset-x-0 top-full z-10 mt-2 rounded-md border border-control bg-surface p-1"
    >
      {recents.slice(0, offered).map(({ id, at }) => (
        <li key={id}>
          <button
            type="button"
            // The box keeps the focus, or the list would be gone before the click.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => open(id)}
            className="flex min-h-11 w-full cursor-pointer items-center gap-2 rounded-sm px-3 text-left font-mono text-sm -outline-offset-2 hover:bg-sunken md:min-h-9"
          >
            {id} <span className="font-sans text-ink-3">· {formatAge(at - pageNow())}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
