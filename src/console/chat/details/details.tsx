import type { RefObject } from 'react'

import type { ChatAnswer } from '../../data/answer.ts'
import type { Ready } from '../../data/view-state.ts'
import { useRecordRecent } from '../../settings/recents.ts'
import { useViewSettings } from '../../settings/view-settings.ts'
import type { Changes } from '../participants/changes.ts'
import { AutoRefreshSelect } from './auto-refresh-select.tsx'
import { card } from './card.ts'
import { ChatExtras } from './chat-extras.tsx'
import { CellTools } from './cell-tools.tsx'
import { FormatCheckPart } from './format-check.tsx'
import { RequestLine } from './request-line.tsx'
import { ResponseBody } from './response-body.tsx'
import { useAutoRefresh } from './use-auto-refresh.ts'

export interface DetailsProps {
  ready: Ready
  /** The answer that the page was opened with, as received. */
  first: RefObject<ChatAnswer | null>
  /** Called with the number of differences from the documented format; null until it is known. */
  onDrift: (differences: number | null) => void
  /** Called with what has changed since the page was opened. */
  onChanges: (changes: Changes) => void
}

/** Everything about an answer besides the chat: the request, the format check and the response. */
export function Details({ ready, first, onDrift, onChanges }: DetailsProps) {
  const { answer, refreshing } = ready
  const { masked } = useViewSettings()
  const { changes, ...autoRefresh } = useAutoRefresh({ ready, masked, first, onChanges })
  useRecordRecent(answer.chat.id, !masked)
  return (
    <>
      {answer.chat.extras && <ChatExtras extras={answer.chat.extras} before={changes.before} />}
      <section aria-labelledby="request" className={`${card} flex flex-wrap items-start`}>
        <RequestLine answer={answer} refreshing={refreshing} />
        <FormatCheckPart answer={answer} onDrift={onDrift} />
        <AutoRefreshSelect {...autoRefresh} />
      </section>
      <ResponseBody body={answer.body} id={answer.chat.id} />
      {/* With a key: hiding removes the element that a tooltip belongs to. */}
      <CellTools key={String(masked)} now={answer.fetchedAt} />
    </>
  )
}
