import { useLocation } from 'react-router'

import type { Chat } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { Button } from '../ui/button.tsx'
import { RefreshIcon } from '../ui/icons.tsx'
import { Page, PageHeading } from '../ui/page.tsx'
import { Facts } from './facts.tsx'
import { FailureActions, FailureBody, FailureIcon } from './failure-panel.tsx'
import { Outdated } from './outdated.tsx'
import { Participants } from './participants.tsx'
import { useChatView } from './view.ts'
import { wordsFor } from './words.ts'

/** The screen of one chat, in whatever state it is. Loading and ready share every box, so that an answer moves nothing but the table's end. */
export function ChatScreen({ id }: { id: ChatId }) {
  const view = useChatView(id)
  const failure = 'error' in view ? { ...view, words: wordsFor(id, view.error) } : null
  const ready = view.state === 'ready' ? view : null
  // The first page of a visit keeps the browser's own focus.
  const arrived = useLocation().key !== 'default'
  const heading = failure?.words.title ?? `Chat ${id}`
  return (
    <Page
      view="chat"
      state={view.state}
      title={failure ? failure.words.title : `Chat ${id}`}
      status={
        ready
          ? ready.refreshing
            ? `Refreshing chat ${id}`
            : `Chat ${id} loaded`
          : failure
            ? failure.words.title
            : `Loading chat ${id}`
      }
      busy={view.state === 'loading' || ready?.refreshing === true}
      chatId={id}
      className="pt-6 md:pt-8"
    >
      <div
        className={
          failure
            ? 'mx-auto mt-2 flex max-w-160 flex-col items-start gap-5 md:mt-10'
            : 'flex items-start justify-between gap-x-6'
        }
      >
        {failure && <FailureIcon failure={failure.state} />}
        <div className="min-w-0">
          {failure && <p className="mb-1 font-medium text-ink-3">Chat {id}</p>}
          <PageHeading
            focusOnMount={arrived}
            className={
              failure
                ? 'text-xl font-semibold text-balance wrap-anywhere md:text-2xl'
                : 'text-base font-medium wrap-anywhere text-ink-3'
            }
          >
            {heading}
          </PageHeading>
          {failure ? (
            <FailureBody words={failure.words} facts={failure.error.facts} />
          ) : (
            <DisplayName chat={ready?.chat} />
          )}
        </div>
        {failure ? (
          <FailureActions failure={failure.state} retry={failure.retry} />
        ) : (
          <Button onClick={ready?.retry} disabled={!ready || ready.refreshing} className="max-md:w-11 max-md:px-0">
            <RefreshIcon />
            <span className="max-md:sr-only">{ready?.refreshing ? 'Refreshing…' : 'Refresh'}</span>
          </Button>
        )}
      </div>
      {!failure && (
        <div className="mt-6 grid gap-4 md:gap-6">
          {ready?.outdated && (
            <Outdated id={id} error={ready.outdated} fetchedAt={ready.fetchedAt} retry={ready.retry} />
          )}
          <Facts chat={ready?.chat} />
          <Participants list={ready ? ready.chat.participants : undefined} />
        </div>
      )}
    </Page>
  )
}

/** The largest words of the page: the name as sent or, without one, the participants in its place, marked as such. */
function DisplayName({ chat }: { chat: Chat | undefined }) {
  const slot = 'min-h-8 text-2xl font-semibold tracking-tight wrap-anywhere md:min-h-10 md:text-3xl'
  if (!chat)
    return (
      <p className={slot} aria-hidden="true">
        <span className="skeleton h-5 w-56 md:w-80" />
      </p>
    )
  if (chat.displayName?.trim())
    return (
      <p className={slot} data-field="display_name">
        <bdi>{chat.displayName}</bdi>
      </p>
    )
  const addresses = (chat.participants ?? []).flatMap(({ address }) => address ?? [])
  return (
    <>
      <p className={`${slot} text-ink-2`} data-field="display_name" data-fallback="">
        {addresses.length > 0 ? <bdi>{addresses.join(', ')}</bdi> : 'No name'}
      </p>
      <p className="text-ink-3">
        {addresses.length > 0 ? 'No name was sent. Showing the participants instead.' : 'No name was sent.'}
      </p>
    </>
  )
}
