import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLocation } from 'react-router'

import type { ChatId } from '../../linq/chat-id.ts'
import { MaskSwitch } from '../chat/mask-switch.tsx'
import { usePrepared } from '../chat/use-chat-view.ts'
import { wordsFor } from '../chat/failure/messages.ts'
import { copy } from '../copy/clipboard.ts'
import { download } from '../copy/download.ts'
import { useNotice } from '../ui/toast.tsx'
import { type Row, severalCsv, severalMarkdown } from '../bulk/export.ts'
import type { Hold } from '../bulk/look-up-all.ts'
import { mostIds, readIds } from '../bulk/parse-ids.ts'
import { Refused } from '../bulk/access-refused.tsx'
import { SeveralTable } from '../bulk/bulk-table.tsx'
import { useLookups } from '../bulk/use-bulk-lookup.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { isSignedOut, sessionQuery, useSession } from '../sign-in/session.ts'
import { t } from '../i18n/text.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { CopyIcon } from '../ui/icons.tsx'
import { Page, PageHeading } from '../ui/page.tsx'

/** /chats?ids=45,46: one row a chat, up to 500 of them. */
export function SeveralRoute() {
  const { search } = useLocation()
  // A plus stays a plus: with its meaning of a space `+12025550123` would pass for an id.
  const text = new URLSearchParams(search.replaceAll('+', '%2B')).get('ids') ?? ''
  const { ids, refused, beyond } = useMemo(() => readIds(text), [text])
  const session = useSession()
  const queryClient = useQueryClient()
  if (ids.length === 0) return <NoIds />
  // Known before anything is asked, or since somebody signed out in another tab: then nothing of a chat stays here either.
  if (session && isSignedOut(session)) {
    const askAgain = () => void queryClient.invalidateQueries({ queryKey: sessionQuery().queryKey })
    return <Refused count={ids.length} error={null} retry={askAgain} />
  }
  return <Several key={ids.join()} ids={ids} refused={refused.length} beyond={beyond} />
}

const NoIds = () => {
  const { search } = useViewSettings()
  return (
    <Page view="several" state="invalid-id" title={t`No chat IDs`} className="pt-6 md:pt-8">
      <div className="mx-auto mt-2 max-w-160 md:mt-10">
        <PageHeading className="text-xl font-semibold md:text-2xl">{t`There are no chat IDs in this address`}</PageHeading>
        <p className="mt-2 mb-6 text-lg text-ink-2">
          {t`It takes the form /chats?ids=45,46,47. A list pasted into the lookup box opens it too.`}
        </p>
        <ButtonLink to={`/${search}`} look="primary">
          {t`Go to lookup`}
        </ButtonLink>
      </div>
    </Page>
  )
}

function Several({ ids, refused, beyond }: { ids: readonly ChatId[]; refused: number; beyond: number }) {
  const { masked } = useViewSettings()
  const { outcomes, refreshing, hold, refusal, retryFailed } = useLookups(ids)
  const say = useNotice()
  const prepare = usePrepared(masked)
  const rows = ids.map((id): Row => {
    const outcome = outcomes.get(id) ?? null
    if (!outcome?.answer) return { id, outcome }
    const answer = prepare(outcome.answer)
    return { id, outcome: answer && { answer } }
  })
  const done = outcomes.size
  const loading = done < ids.length
  const busy = loading || refreshing
  const failed = rows.filter(({ outcome }) => outcome?.error).length
  const left = ids.length - done
  const progress = loading
    ? t`${left} to go`
    : refreshing
      ? t`Refreshing…`
      : failed === 0
        ? t`All loaded`
        : t`${failed} could not be loaded`
  if (refusal) return <Refused count={ids.length} error={refusal} retry={retryFailed} />
  return (
    <Page
      view="several"
      state={loading ? 'loading' : 'ready'}
      title={t`${ids.length} chats`}
      status={loading ? t`Loading ${ids.length} chats` : t`${ids.length} chats loaded, ${failed} of them failed`}
      busy={busy}
      masked={masked}
      className="pt-6 md:pt-8"
    >
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div>
          <PageHeading className="text-2xl font-semibold tracking-tight md:text-3xl">
            {ids.length === 1 ? t`${ids.length} chat` : t`${ids.length} chats`}
          </PageHeading>
          <p className="mt-1 text-ink-2" data-progress="">
            {progress}
            {hold?.kind === 'wait' && ids[0] && ` · ${waitWords(ids[0], hold)}`}
          </p>
          {hold?.kind === 'slow' && (
            <p role="status" data-slowed="" className="mt-1 max-w-[64ch] text-sm text-ink-3">
              {t`This console gives each person a number of lookups a minute, so the rest come more slowly. Leave this page open.`}
            </p>
          )}
        </div>
        <div className="flex flex-wrap gap-2 print:hidden">
          <MaskSwitch />
          {!busy && failed > 0 && <Button onClick={retryFailed}>{t`Try failed ones again`}</Button>}
          <Button
            disabled={busy}
            onClick={(event) => {
              void copy({ text: severalMarkdown(rows) }, event.currentTarget).then((copied) =>
                say(
                  copied
                    ? `${t`Markdown copied.`}${masked ? t` Personal data left out.` : ''}`
                    : t`The browser blocked copying. Download the CSV instead.`,
                ),
              )
            }}
          >
            <CopyIcon />
            {t`Copy Markdown`}
          </Button>
          <Button disabled={busy} onClick={() => download(severalCsv(rows), 'chats.csv')}>
            {t`Download CSV`}
          </Button>
        </div>
      </div>
      <progress
        value={done}
        max={ids.length}
        aria-label={t`Chats loaded`}
        className={`mt-4 block h-1 w-full appearance-none bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent ${loading ? '' : 'invisible'}`}
      />
      {(refused > 0 || beyond > 0) && (
        <p role="alert" className="mt-4 rounded-lg bg-warn-weak px-4 py-3 text-warn">
          {refused > 0 &&
            (refused === 1
              ? t`${refused} of the entries in this address is no chat ID. `
              : t`${refused} of the entries in this address are no chat ID. `)}
          {beyond > 0 &&
            t`Only the first ${mostIds} chats are shown; ${beyond} more are left out. Open them in a second page.`}
        </p>
      )}
      <SeveralTable rows={rows} />
    </Page>
  )
}

/** Who asked to wait, and until when. */
function waitWords(id: ChatId, { until, error }: Extract<Hold, { kind: 'wait' }>): string {
  const time = new Date(until).toISOString().slice(11, 19)
  return error.failure === 'rate-limited'
    ? t`Linq asked us to wait until ${time} UTC`
    : t`${wordsFor(id, error).brief}, so the rest wait until ${time} UTC`
}
