import { Link, useLocation } from 'react-router'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'

import type { LookupPlace } from '../lookup/interpretation.tsx'
import { LookupBox } from '../lookup/lookup-box.tsx'
import { refusedText } from '../lookup/refused-text.ts'
import { useRecents } from '../settings/recents.ts'
import { setStored } from '../settings/local-storage.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { formatInZone } from '../format/date-time.ts'
import { type SampleLink, useDataSource } from '../data-source.ts'
import { t } from '../i18n/text.ts'
import { useMaySearch } from '../sign-in/may-search.ts'
import { Button } from '../ui/button.tsx'
import { focusHeading, Page, PageHeading } from '../ui/page.tsx'
import { useIsHydrated } from '../ui/use-is-hydrated.ts'
import { chatUrl, findSampleUrl } from '../../urls/pages.ts'

/** /. With sandbox data it lists the sample chats. */
function LookupRoute() {
  const { samples: loadSamples } = useDataSource()
  const find = useMaySearch()
  const { masked } = useViewSettings()
  const { data: samples = [] } = useQuery({
    queryKey: ['samples'],
    queryFn: loadSamples,
    staleTime: Infinity,
    networkMode: 'always',
  })
  const { state } = useLocation()
  // A server does not know the recent chats: added on hydration, they would move what is below them.
  const isHydrated = useIsHydrated()
  useEffect(() => {
    // The box has it now. A text that may be somebody's number does not stay in the history, where each change of a setting in
    // the address would put it back.
    if (refusedText(history.state?.usr) !== undefined) history.replaceState({ ...history.state, usr: null }, '')
  })
  return (
    <Page view="lookup" state="ready" title={t`Look up a chat`} className="pt-10 md:pt-16">
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="max-w-160">
          <PageHeading className="text-2xl font-semibold [letter-spacing:-0.025em] md:text-3xl">{t`Look up a chat`}</PageHeading>
          <p className="mt-2 mb-6 text-lg text-ink-2">
            {t`See the details and participants of a Linq chat. Lookups are read-only.`}
          </p>
          <LookupBox place={boxOfPage(find)} given={refusedText(state)} />
        </div>
        {isHydrated && (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-10">
            {!masked && <Recents />}
            <WhereIdsAre />
          </div>
        )}
      </div>
      {samples.length > 0 && <Samples samples={samples} />}
    </Page>
  )
}

const boxOfPage = (find: boolean): LookupPlace => ({
  label: find ? t`Chat ID, link, webhook or phone number` : t`Chat ID`,
  placeholder: t`For example 45`,
  hint: find
    ? t`Paste an ID, a link or a webhook body to open a chat, or a phone number or email address to find its chats.`
    : t`Paste an ID, a link, a cURL command or a webhook body.`,
  labelClass: 'mb-2 block font-medium',
  // The button wraps rather than clip the placeholder.
  fieldClass: 'basis-44',
  inputClass: 'h-12 md:h-11',
  buttonClass: 'h-12 px-5 md:h-11 md:px-5',
})

const places = (): [where: string, what: string][] => [
  [t`A webhook of API v3`, '"chat": { "id": "0b8f5cde-…" }'],
  [t`A webhook of API v2`, '"chat_id": "45"'],
  [t`An API response`, '"id": 45 or "0b8f5cde-…"'],
  [t`A link to this console`, '/chats/45'],
]

const WhereIdsAre = () => (
  <section aria-labelledby="where" className="max-w-160 lg:mt-1">
    <h2 id="where" className="text-lg font-semibold">
      {t`Where to find an ID`}
    </h2>
    <dl className="mt-3 grid gap-px overflow-hidden rounded-lg border border-line bg-line">
      {places().map(([where, what]) => (
        <div key={where} className="flex flex-wrap justify-between gap-x-6 bg-surface px-4 py-3">
          <dt className="text-ink-2">{where}</dt>
          <dd className="text-sm wrap-anywhere">
            <code>{what}</code>
          </dd>
        </div>
      ))}
    </dl>
  </section>
)

const titles: Record<SampleLink['kind'], () => string> = {
  chat: () => t`Chats as documented`,
  drift: () => t`Chats in other formats`,
  failure: () => t`Failures`,
  find: () => t`Found by number`,
}

/** The chats opened in this browser; only IDs and times are stored. */
function Recents() {
  const recents = useRecents()
  const { search } = useViewSettings()
  return (
    <section aria-labelledby="recents" className="max-w-160">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <h2 id="recents" className="text-lg font-semibold">
          {t`Recent chats in this browser`}
        </h2>
        {recents.length > 0 && (
          <Button
            onClick={() => {
              setStored('recents', null)
              focusHeading()
            }}
          >
            {t`Clear`}
          </Button>
        )}
      </div>
      <p className="mt-1 text-ink-3">
        {recents.length > 0 ? t`Only IDs and times are stored.` : t`Chats you open appear here by ID.`}
      </p>
      {recents.length > 0 && (
        <ul className="mt-3 overflow-hidden rounded-lg border border-line bg-surface">
          {recents.map(({ id, at }) => (
            <li key={id} className="not-first:border-t not-first:border-line">
              <Link
                to={chatUrl(id, search)}
                className="flex min-h-11 items-center justify-between gap-4 px-4 py-2 tabular text-sm -outline-offset-2 hover:bg-sunken md:min-h-9"
              >
                {id}
                <time dateTime={new Date(at).toISOString()} className="text-xs text-ink-3">
                  {formatInZone(at, 'UTC')}
                </time>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Samples({ samples }: { samples: readonly SampleLink[] }) {
  const { search } = useViewSettings()
  return (
    <section aria-labelledby="samples" className="mt-14">
      <h2 id="samples" className="text-lg font-semibold">
        {t`Sample chats`}
      </h2>
      <p className="mt-1 text-ink-3">
        {t`This console uses sandbox data. Each situation has its own ID or number.`}{' '}
        <Link
          to={`/qa${search}`}
          className="text-accent underline underline-offset-2 hover:text-accent-hover"
        >{t`All states of the console`}</Link>
      </p>
      <div className="mt-4 grid grid-cols-[minmax(0,1fr)] items-start gap-4 md:grid-cols-2 md:gap-6 lg:grid-cols-3">
        {([['chat'], ['drift', 'find'], ['failure']] as const).map((kinds) => (
          <div key={kinds[0]} className="grid grid-cols-[minmax(0,1fr)] gap-4 md:gap-6">
            {kinds.map((kind) => (
              <SampleList
                key={kind}
                title={titles[kind]()}
                samples={samples.filter((sample) => sample.kind === kind)}
              />
            ))}
          </div>
        ))}
      </div>
    </section>
  )
}

const SampleList = ({ title, samples }: { title: string; samples: readonly SampleLink[] }) => {
  const { search } = useViewSettings()
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <h3 className="bg-sunken px-4 py-2 text-xs font-medium text-ink-2">{title}</h3>
      <ul>
        {samples.map(({ id, label, kind }) => (
          <li key={id} className="border-t border-line">
            <Link
              to={kind === 'find' ? findSampleUrl(id, search) : `/chats/${id}${search}`}
              className="group flex min-h-11 items-center justify-between gap-4 px-4 py-2 -outline-offset-2 hover:bg-sunken md:min-h-9"
            >
              <bdi>{label}</bdi>
              <bdi translate="no" className="tabular text-sm wrap-anywhere text-ink-3 group-hover:text-accent">
                {id}
              </bdi>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

export { LookupRoute as Route }
