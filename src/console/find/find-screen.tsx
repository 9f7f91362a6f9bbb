import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'

import { mostFound } from '../../linq/find.ts'
import { bulkUrl, chatUrl } from '../../urls/pages.ts'
import { FailurePage, type FailureScreenProps } from '../chat/failure/failure-screen.tsx'
import { MaskSwitch } from '../chat/mask-switch.tsx'
import { CopyButton } from '../copy/copy-button.tsx'
import { ChatLookupError } from '../data/failure.ts'
import { t } from '../i18n/text.ts'
import { renderContext } from '../settings/render-context.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { sessionQuery } from '../sign-in/session.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { CopyIcon } from '../ui/icons.tsx'
import { Page, PageHeading } from '../ui/page.tsx'
import { FindOff, NothingFound } from './find-messages.tsx'
import { FindTable, LoadingTable } from './find-table.tsx'
import { handleWords } from './handle-words.ts'
import { findFailureMessage } from './messages.ts'
import { More } from './more.tsx'
import type { SearchTarget } from './searches.ts'
import { type FindReady, useFind } from './use-find.ts'

/** The page of a search, in any state. */
export function FindScreen({ searchId, target }: { searchId: string; target: SearchTarget }) {
  const { masked } = useViewSettings()
  const view = useFind(searchId, target.handle, masked)
  // Kept here: the failure page is unmounted while the retry is loading.
  const [hasRetried, setRetried] = useState(false)
  if (view.state === 'loading') return <Loading target={target} />
  if (view.state === 'ready')
    return view.list.chats.length === 0 && !hasMore(view) ? (
      <NothingFound target={target} again={view.restart} />
    ) : (
      <Found target={target} ready={view} />
    )
  const { error, retry } = view
  if (error.details.code === 'find_off') return <FindOff />
  const autoRetry = () => {
    setRetried(true)
    retry()
  }
  return <FindFailed error={error} retry={retry} autoRetry={hasRetried ? null : autoRetry} />
}

/** The page while nobody is signed in, also by a sign-out in another tab. */
export function SignedOut() {
  const queryClient = useQueryClient()
  const [error] = useState(() => new ChatLookupError('unauthorized', { status: 401, code: 'sign_in_required' }))
  const retry = () => void queryClient.invalidateQueries({ queryKey: sessionQuery().queryKey })
  return <FindFailed error={error} retry={retry} autoRetry={null} />
}

const FindFailed = ({ error, ...retries }: Pick<FailureScreenProps, 'error' | 'retry' | 'autoRetry'>) => (
  <FailurePage
    page={{
      view: 'find',
      state: error.failure === 'not-found' ? 'bad-response' : error.failure,
      overline: t`Find chats`,
    }}
    message={findFailureMessage(error)}
    error={error}
    otherLabel={t`Go to lookup`}
    {...retries}
  />
)

/** Whether Linq has more chats, which may be listed or not. */
const hasMore = ({ list, showMore }: FindReady) => showMore !== null || list.limitReached

/** How many chats are listed, and whether Linq has more: available to the page, or not. */
function withRest({ list: { chats, limitReached }, showMore }: FindReady, count: string): string {
  if (chats.length === 0)
    return showMore ? t`No chats so far. Linq’s list has more pages.` : t`No chats that this list can show`
  if (showMore) return t`${count}, more available`
  return limitReached ? t`${count}, not all that Linq has` : count
}

const Copy = () => (
  <span className="contents max-sm:hidden">
    <CopyIcon />
  </span>
)

interface HeadingProps {
  target: SearchTarget
  line: string
  /** Buttons after the one that hides personal data. */
  children?: ReactNode
}

function Heading({ target, line, children }: HeadingProps) {
  const { masked } = useViewSettings()
  return (
    <div className="flex flex-wrap items-end justify-between gap-4">
      <div className="min-w-0">
        <PageHeading className="text-2xl font-semibold wrap-anywhere [letter-spacing:-0.025em] md:text-3xl">
          {t`Chats with ${handleWords(target, masked)}`}
        </PageHeading>
        <p className="mt-1 text-ink-2" data-progress="">
          {line}
        </p>
      </div>
      <div className="flex flex-wrap gap-2 max-sm:w-full print:hidden">
        <MaskSwitch />
        {children}
      </div>
    </div>
  )
}

const Loading = ({ target }: { target: SearchTarget }) => (
  <Page
    view="find"
    state="loading"
    title={t`Find chats`}
    status={t`Finding chats`}
    busy
    masked={useViewSettings().masked}
    className="pt-6 md:pt-8"
  >
    <Heading target={target} line={t`Asking Linq’s API v3…`}>
      <Button disabled className="max-sm:flex-1">
        <Copy />
        {t`Copy link to these chats`}
      </Button>
      <Button disabled className="max-sm:flex-1">{t`Open all`}</Button>
    </Heading>
    <LoadingTable />
  </Page>
)

function Found({ target, ready }: { target: SearchTarget; ready: FindReady }) {
  const { masked, search } = useViewSettings()
  const { chats } = ready.list
  const ids = chats.map(({ chat }) => chat.id)
  const count = chats.length === 1 ? t`${chats.length} chat` : t`${chats.length} chats`
  const [first, ...others] = ids
  const linked = first && others.length === 0 ? chatUrl(first, search) : bulkUrl(ids, search)
  return (
    <Page
      view="find"
      state="ready"
      title={t`Find chats – ${count}`}
      status={withRest(ready, t`${count} found`)}
      busy={ready.isLoadingMore}
      masked={masked}
      className="pt-6 md:pt-8"
    >
      <Heading
        target={target}
        line={first ? t`${withRest(ready, count)} · API v3 · newest first, as Linq lists them` : withRest(ready, count)}
      >
        {first && (
          <CopyButton
            className="max-sm:flex-1"
            text={() => new URL(linked, renderContext().href).href}
            done={
              hasMore(ready)
                ? t`Link to ${count} copied. It does not have those that are not listed.`
                : t`Link to ${count} copied.`
            }
          >
            <Copy />
            {others.length === 0 ? t`Copy link to this chat` : t`Copy link to these chats`}
          </CopyButton>
        )}
        {others.length > 0 && (
          <ButtonLink to={linked} className="max-sm:flex-1">
            {t`Open all ${chats.length}`}
          </ButtonLink>
        )}
      </Heading>
      {first && <FindTable key={String(masked)} chats={chats} />}
      <More ready={ready} />
      <p className="mt-6 max-w-[64ch] text-sm text-ink-3">
        {t`All of these are from API v3, which lists at most ${mostFound} here. Whether chats of API v2 and v3 of one account are the same is not known, and those of v2 cannot be found by a number.`}
      </p>
    </Page>
  )
}
