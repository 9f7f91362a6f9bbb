import type { ChatId } from '../../linq/chat-id.ts'
import { formatAge } from '../format/age.ts'
import { t } from '../i18n/text.ts'
import { pageNow } from '../settings/url-overrides.ts'
import { useRecents } from '../settings/recents.ts'

/** How many fit below the box. */
const offered = 5

interface RecentChatsProps {
  /** The element ID, for the field's `aria-describedby`. */
  noteId: string
  /** The chat on the page, which is not offered. */
  initial: string
  open: (ids: ChatId[]) => void
}

/** The chats opened before, below the focused box. The arrow keys move between the box and them. */
export function RecentChats({ noteId, initial, open }: RecentChatsProps) {
  const recents = useRecents()
    .filter(({ id }) => id !== initial)
    .slice(0, offered)
  const hasRecents = recents.length > 0
  return (
    <>
      <p id={noteId} className="sr-only">
        {hasRecents && t`Press the down arrow for recent chats.`}
      </p>
      {hasRecents && (
        <ul
          ref={listenForArrows}
          aria-label={t`Recent chats in this browser`}
          className="absolute inset-x-0 top-full z-10 mt-2 rounded-md border border-control bg-surface p-1"
        >
          {recents.map(({ id, at }) => (
            <li key={id}>
              <button
                type="button"
                // The box keeps the focus, or the list would be gone before the click.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => open([id])}
                className="flex min-h-11 w-full cursor-pointer items-center gap-2 rounded-sm px-3 text-left tabular text-sm -outline-offset-2 hover:bg-sunken md:min-h-9"
              >
                {id} <span className="font-sans text-ink-3">· {formatAge(at - pageNow())}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** A ref of the list. The keys are handled on the form, which has the box too. */
function listenForArrows(list: HTMLUListElement): () => void {
  const form = list.closest('form')
  form?.addEventListener('keydown', moveFocus)
  return () => form?.removeEventListener('keydown', moveFocus)
}

/** Down and Up move between the box and the chats, Escape on a chat returns to the box. */
function moveFocus(event: KeyboardEvent): void {
  const { currentTarget: form, key, target } = event
  if (!(form instanceof HTMLElement) || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  const stops = [...form.querySelectorAll<HTMLElement>('[name=text], ul button')]
  const at = stops.findIndex((stop) => stop === target)
  if (at < 0 || (at === 0 && key === 'Escape')) return
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Escape: 0 }[key]
  if (to === undefined) return
  event.preventDefault()
  // Escape in the box leaves it.
  event.stopPropagation()
  stops[to]?.focus()
}
