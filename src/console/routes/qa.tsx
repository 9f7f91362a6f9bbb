import { useQuery } from '@tanstack/react-query'

import { Preview } from '../screenshot/preview.tsx'
import { type ShotLink, useDataSource } from '../data-source.ts'
import { useAddressParameters } from '../settings/address-parameters.ts'
import { persistentSearch, useViewSettings } from '../settings/view-settings.ts'
import { t } from '../i18n/text.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { FilterField } from '../ui/filter-field.tsx'
import { MessagePage, MessageText } from '../ui/message-page.tsx'
import { Page, PageHeading } from '../ui/page.tsx'
import { Pending } from '../ui/pending-marker.tsx'

/** /qa: every state of the console in every theme and width, as live links with live previews. */
function QaRoute() {
  const { origin } = useDataSource()
  return origin ? <Off /> : <Gallery />
}

/** Normalises text for the search: `not found` finds `not-found`. */
const searchable = (text: string) => text.toLowerCase().replaceAll('-', ' ')

const themes = ['light', 'dark', 'all'] as const
const widths = ['1440', '768', '390', 'all'] as const

/** A valid value, or the first one as the default. */
const chosen = <const Value extends string>(values: readonly [Value, ...Value[]], text: string | null): Value =>
  values.find((value) => value === text) ?? values[0]

function Gallery() {
  const { shots: loadShots } = useDataSource()
  const { data: shots } = useQuery({
    queryKey: ['shots'],
    queryFn: loadShots,
    staleTime: Infinity,
    networkMode: 'always',
  })
  const { search, set, edit } = useAddressParameters()
  const theme = chosen(themes, search.get('in'))
  const width = chosen(widths, search.get('width'))
  const find = search.get('find') ?? ''
  const wanted = searchable(find.trim())
  const shown = (shots ?? []).filter(
    (shot) =>
      (theme === 'all' || shot.theme === theme) &&
      (width === 'all' || shot.viewport.width === Number(width)) &&
      [shot.title, shot.name, shot.state, shot.group].some((text) => searchable(text).includes(wanted)),
  )
  const groups = [...new Set(shown.map(({ group }) => group))]
  return (
    <Page view="qa" state="ready" title={t`All states`} busy={!shots} className="pt-6 md:pt-8">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div>
          <PageHeading className="text-2xl font-semibold [letter-spacing:-0.025em] md:text-3xl">{t`All states`}</PageHeading>
          <p className="mt-1 max-w-[64ch] text-ink-2">
            {t`Each card opens a live page with sandbox data and fixed settings, so that it looks the same everywhere.`}
          </p>
        </div>
        <ButtonLink to="/qa/shots.json" reloadDocument>
          {t`List as JSON`}
        </ButtonLink>
      </div>
      <div className="mt-6 flex flex-wrap items-end gap-x-6 gap-y-4">
        <label className="grid w-full gap-1 font-medium md:w-72">
          {t`Find a state`}
          <FilterField
            filter={find}
            setFilter={(text) => set('find', text)}
            placeholder={t`A name, a group or a state`}
            className="w-full font-normal"
          />
        </label>
        <Choice label={t`Theme`} values={themes} value={theme} choose={(value) => set('in', value)} />
        <Choice label={t`Width`} values={widths} value={width} choose={(value) => set('width', value)} />
        <p role="status" className="text-ink-3 md:flex md:h-9 md:items-center">
          {shots ? t`${shown.length} of ${shots.length} pictures` : <Pending />}
        </p>
      </div>
      {shots && shown.length === 0 && (
        <div className="mt-10 grid justify-items-start gap-4">
          <p className="text-lg text-ink-2">{t`No states match. Try a shorter search, or another theme or width.`}</p>
          <Button
            onClick={() => edit((current) => new URLSearchParams(persistentSearch(current)))}
          >{t`Clear the filters`}</Button>
        </div>
      )}
      {groups.map((group) => (
        <Group
          key={group}
          name={group}
          shots={shown.filter((shot) => shot.group === group)}
          isMixed={theme === 'all' || width === 'all'}
        />
      ))}
    </Page>
  )
}

interface ChoiceProps<Value extends string> {
  label: string
  values: readonly Value[]
  value: Value
  choose: (value: Value) => void
}

const valueName = (value: string): string => {
  switch (value) {
    case 'light':
      return t`Light`
    case 'dark':
      return t`Dark`
    case 'all':
      return t`All`
    default:
      return value
  }
}

const Choice = <Value extends string>({ label, values, value, choose }: ChoiceProps<Value>) => (
  <fieldset>
    <legend className="mb-1 font-medium">{label}</legend>
    <div className="flex flex-wrap gap-1">
      {values.map((one) => (
        <Button key={one} aria-pressed={one === value} onClick={() => choose(one)}>
          {valueName(one)}
        </Button>
      ))}
    </div>
  </fieldset>
)

/** Narrow screenshots are shown in more columns. */
const columns = (shots: readonly ShotLink[]): string => {
  const widest = Math.max(...shots.map(({ viewport }) => viewport.width))
  if (widest <= 390) return 'grid-cols-2 sm:grid-cols-3 lg:grid-cols-5'
  return widest <= 768 ? 'sm:grid-cols-2 lg:grid-cols-4' : 'sm:grid-cols-2 lg:grid-cols-3'
}

interface GroupProps {
  name: string
  shots: readonly ShotLink[]
  /** Whether its pictures differ in theme or width. */
  isMixed: boolean
}

const Group = ({ name, shots, isMixed }: GroupProps) => (
  <section aria-labelledby={`group-${name}`} className="mt-10">
    <div className="flex items-baseline gap-2">
      <h2 id={`group-${name}`} className="text-lg font-semibold">
        <bdi>{name}</bdi>
      </h2>
      <span className="text-ink-3">{shots.length}</span>
    </div>
    <ul className={`mt-4 grid items-start gap-4 md:gap-6 ${columns(shots)}`}>
      {shots.map((shot) => (
        <li key={shot.name} className="min-w-0">
          <a
            href={shot.path}
            data-shot-name={shot.name}
            className="group block overflow-hidden rounded-lg border border-line bg-surface hover:border-control"
          >
            <Preview shot={shot} />
            <span className="block border-t border-line px-3 py-2">
              <bdi className="block truncate font-medium group-hover:text-accent">{shot.title}</bdi>
              <span className="flex flex-wrap justify-between gap-x-3 text-xs text-ink-3">
                <code className="font-mono">{shot.state}</code>
                {isMixed && (
                  <span>
                    {valueName(shot.theme)} <bdi>{shot.viewport.width}</bdi>
                  </span>
                )}
              </span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  </section>
)

const Off = () => (
  <MessagePage
    view="qa"
    state="off"
    title={t`All states`}
    heading={t`The gallery is not available`}
    actions={
      <ButtonLink to={`/${useViewSettings().search}`} variant="primary">
        {t`Go to lookup`}
      </ButtonLink>
    }
  >
    <MessageText>
      {t`The gallery uses sandbox data, and this console is connected to Linq. Start the console without a token to see it.`}
    </MessageText>
  </MessagePage>
)

export { QaRoute as Route }
