import { Link, useLocation, useNavigate } from 'react-router'

import { type ChatId, parseChatId } from '../../linq/chat-id.ts'
import { chatUrl } from '../../urls/pages.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { t } from '../i18n/text.ts'
import { useIsHydrated } from '../ui/use-is-hydrated.ts'

/** The state of a history entry for a chat that was opened from a table of chats: their IDs, in the table's order. */
export interface OpenedFromTable {
  ids: readonly string[]
}

const isOpenedFromTable = (state: unknown): state is OpenedFromTable =>
  typeof state === 'object' && state !== null && 'ids' in state && Array.isArray(state.ids)

const linkClass =
  'inline-flex min-h-11 cursor-pointer items-center text-accent underline underline-offset-2 hover:text-accent-hover md:min-h-6'

/** The way back to the table of chats that a chat was opened from, and to its neighbours there. */
export function BulkNavigation({ id }: { id: ChatId }) {
  const { state } = useLocation()
  const navigate = useNavigate()
  // A server has no history, so that hydration must not have one either.
  const isHydrated = useIsHydrated()
  if (!isHydrated || !isOpenedFromTable(state)) return null
  const index = state.ids.indexOf(id)
  if (index < 0) return null
  return (
    <nav aria-label={t`Chats of the table`} className="mb-2 flex flex-wrap gap-x-5 print:hidden">
      {/* Back, so that the table has its filter and its place on the screen. */}
      <button type="button" onClick={() => void navigate(-1)} className={linkClass}>
        {t`Back to ${state.ids.length} chats`}
      </button>
      <Neighbour id={parseChatId(state.ids[index - 1] ?? '')} state={state}>
        {t`Previous`}
      </Neighbour>
      <Neighbour id={parseChatId(state.ids[index + 1] ?? '')} state={state}>
        {t`Next`}
      </Neighbour>
      <span className="inline-flex items-center text-ink-3">{t`${index + 1} of ${state.ids.length}`}</span>
    </nav>
  )
}

/** It replaces the history entry, so that the one before stays the table. */
function Neighbour({ id, state, children }: { id: ChatId | null; state: OpenedFromTable; children: string }) {
  const { search } = useViewSettings()
  return id === null ? (
    <span className="inline-flex items-center text-ink-3">{children}</span>
  ) : (
    <Link to={chatUrl(id, search)} state={state} replace className={linkClass}>
      {children}
    </Link>
  )
}
