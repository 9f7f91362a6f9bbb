import type { PageState } from '../urls/page-states.ts'
import { matchPage } from '../urls/pages.ts'
import { type SampleId, samples } from './samples.ts'
import { v3Samples } from './v3-samples.ts'

/** A screen of the console in one state, and the URL that shows it. */
interface Scenario {
  /** A short name; the pictures' file names start with it. */
  name: string
  title: string
  group: string
  /** Path and query, without the parameters that are the same for every picture. */
  path: string
  /** The console's `data-view` and `data-state`. */
  view: PageState['view']
  state: PageState['state']
  /** Whether personal data is hidden. Sandbox data is invented, so usually it is shown. */
  masked: boolean
}

/** One picture of a scenario. Lost Pixel's `pagesJsonUrl` reads `name`, `path` and `viewport`, and ignores the rest. */
export interface Shot extends Scenario {
  theme: Theme
  viewport: { width: number; height: number }
  /** In milliseconds. 0, because the page says when it is ready (`data-shot`). */
  waitBeforeScreenshot: 0
}

type Theme = (typeof themes)[number]

const themes = ['light', 'dark'] as const
/** The viewport's height for each width, in CSS pixels. */
export const heights = { 1440: 900, 768: 1024, 390: 844 } as const
const widths = [1440, 768, 390] as const

interface RowOptions extends Partial<Pick<Scenario, 'view' | 'masked'>> {
  /** Whether there are only two pictures, light at 1440 px and dark at 390 px, instead of every theme and width. */
  brief?: true
}

/** A scenario of a group. Its state is `ready` and its view is its path's page, unless they are given. */
type Row = readonly [name: string, title: string, path: string, state?: Scenario['state'], options?: RowOptions]

const brief = { brief: true } as const
const severalIds = '/chats?ids=45,101,102,404,105,107,110'
const foundIds = '/chats?ids=45,101,102,105,107,110'

/** Every scenario by its group. Without /qa: its previews would change its picture with every other one. */
const groups: Record<string, readonly Row[]> = {
  Lookup: [
    ['lookup', 'Lookup', '/'],
    ['lookup-several-ids', 'Several IDs pasted', '/?hold=several-ids', 'ready', brief],
    ['lookup-refused', 'No ID in the text', '/?hold=refused', 'ready', brief],
    ['lookup-number', 'A phone number', '/?hold=number', 'ready', brief],
    ['lookup-id-or-number', 'An ID or a phone number', '/?hold=id-or-number', 'ready', brief],
    ['lookup-region', 'A number without a country code', '/?hold=national-number', 'ready', brief],
  ],
  Chat: [
    ['chat', 'A chat', '/chats/45'],
    ['loading', 'Loading', '/chats/45?hold=loading', 'loading'],
    ['slow', 'Loading slowly', '/chats/45?hold=slow', 'loading', brief],
    ['refreshing', 'Refreshing', '/chats/45?hold=refreshing'],
    ['outdated', 'Could not refresh', '/chats/45?hold=outdated'],
    ['changed', 'Changed since the last refresh', '/chats/45?hold=changed', 'ready', brief],
    ['copy-menu', 'Copy menu', '/chats/45?open=copy'],
    ['help', 'Help and settings', '/chats/45?open=help'],
    ['response', 'Response', '/chats/45?open=response'],
    ['hidden', 'Personal data hidden', '/chats/104', 'ready', { masked: true }],
    ['group', 'A group of 32', '/chats/102', 'ready', brief],
    ['filtered', 'Sorted and filtered', '/chats/102?sort=-joined_at&filter=015', 'ready', brief],
    ['unnamed', 'Unnamed', '/chats/105', 'ready', brief],
    ['no-participants', 'No participants', '/chats/108', 'ready', brief],
    ['differences', 'Differences from the documented format', '/chats/126', 'ready', brief],
  ],
  Failures: [
    ['not-found', 'Chat not found', '/chats/404', 'not-found'],
    ['invalid-id', 'Not a chat ID', '/chats/find', 'invalid-id'],
    ['unauthorized', 'Token rejected', '/chats/401', 'unauthorized'],
    ['forbidden', 'Token may not read this chat', '/chats/403', 'unauthorized', brief],
    ['rate-limited', 'Rate limit', '/chats/429', 'rate-limited'],
    ['upstream-error', 'Linq returned an error', '/chats/500', 'upstream-error'],
    ['unreachable', 'Linq cannot be reached', '/chats/600', 'upstream-error', brief],
    ['redirected', 'Linq redirected the request', '/chats/601', 'upstream-error', brief],
    ['timeout', 'No answer in time', '/chats/45?hold=timeout', 'timeout'],
    ['offline', 'No network', '/chats/45?hold=offline', 'offline'],
    ['server-gone', 'Console server unreachable', '/chats/45?hold=server-gone', 'offline', brief],
    ['bad-response', 'Unreadable answer', '/chats/702', 'bad-response'],
    ['too-many', 'Too many lookups', '/chats/45?hold=too-many', 'rate-limited', brief],
    ['upstream-down', 'Linq keeps failing', '/chats/45?hold=upstream-down', 'upstream-error', brief],
    ['overloaded', 'The console is busy', '/chats/45?hold=overloaded', 'upstream-error', brief],
    ['draining', 'The console is restarting', '/chats/45?hold=draining', 'upstream-error', brief],
    ['audit', 'Audit log unavailable', '/chats/45?hold=audit', 'upstream-error', brief],
  ],
  'Several chats': [
    ['several', 'Several chats', severalIds],
    ['several-loading', 'Several chats, loading', `${foundIds}&hold=loading`, 'loading'],
    ['several-none', 'No chat IDs', '/chats', 'invalid-id'],
    ['several-slow', 'Several chats, too many lookups', `${foundIds}&hold=too-many`, 'loading', brief],
  ],
  'Chats by number': [
    ['find', 'Chats by number', '/find?sample=hits'],
    ['find-hidden', 'Personal data hidden', '/find?sample=hits', 'ready', { masked: true }],
    ['find-group', 'In a group only', '/find?sample=group', 'ready', brief],
    ['find-left', 'Has left the group', '/find?sample=left', 'ready', brief],
    ['find-more', 'More chats available', '/find?sample=several-pages', 'ready', brief],
    ['find-loading', 'Finding chats', '/find?sample=hits&hold=loading', 'loading'],
    ['find-none', 'Nothing found', '/find?sample=none', 'nothing-found'],
    [
      'find-none-hidden',
      'Nothing found, personal data hidden',
      '/find?sample=none',
      'nothing-found',
      { masked: true, brief: true },
    ],
    ['find-no-number', 'A link without a number', '/find', 'no-number'],
    ['find-off', 'Finding by number is off', '/find?hold=find-off&sample=hits', 'off'],
    ['find-not-allowed', 'May not find chats', '/find?sample=hits&hold=find-not-allowed', 'unauthorized', brief],
    ['find-sign-in', 'Finding chats, not signed in', '/find?sample=hits&hold=sign-in', 'unauthorized', brief],
    ['find-token', 'Token rejected', '/find?sample=token-refused', 'unauthorized', brief],
    ['find-too-many', 'Too many searches', '/find?sample=hits&hold=too-many-searches', 'rate-limited', brief],
    ['find-rate-limited', 'Rate limit', '/find?sample=rate-limit', 'rate-limited', brief],
    ['find-error', 'Linq returned an error', '/find?sample=server-error', 'upstream-error', brief],
    ['find-unreadable', 'Unreadable answer', '/find?sample=not-a-list', 'bad-response', brief],
    ['find-timeout', 'No answer in time', '/find?sample=hits&hold=timeout', 'timeout', brief],
    ['find-offline', 'No network', '/find?sample=hits&hold=offline', 'offline', brief],
  ],
  'Sign-in': [
    ['sign-in', 'A chat, not signed in', '/chats/45?hold=sign-in', 'unauthorized'],
    ['several-sign-in', 'Several chats, not signed in', `${severalIds}&hold=sign-in`, 'unauthorized'],
    ['signed-in', 'Signed in', '/chats/45?hold=signed-in'],
    ['account', 'Account', '/chats/45?hold=signed-in&open=account'],
    [
      'account-hidden',
      'Account, personal data hidden',
      '/chats/104?hold=signed-in&open=account',
      'ready',
      { masked: true, brief: true },
    ],
    ['account-help', 'Account in the help', '/chats/45?hold=signed-in&open=help', 'ready', brief],
    ['required', 'Sign-in', '/sign-in?hold=sign-in', 'required'],
    ['signed-in-already', 'Already signed in', '/sign-in?hold=signed-in', 'signed-in'],
    ['signed-out', 'Signed out', '/sign-in?signed-out=1', 'signed-out'],
    ['not-allowed', 'Account not allowed', '/?hold=not-allowed', 'not-allowed', { view: 'sign-in' }],
    ['chat-not-allowed', 'A chat, account not allowed', '/chats/45?hold=not-allowed', 'unauthorized', brief],
    ['sign-in-expired', 'Sign-in expired', '/sign-in?problem=expired', 'failed'],
    ['sign-in-no-cookie', 'Sign-in without its cookie', '/sign-in?problem=no_cookie', 'failed', brief],
    ['sign-in-refused', 'Sign-in refused', '/sign-in?problem=refused', 'failed', brief],
    ['sign-in-invalid', 'Sign-in invalid', '/sign-in?problem=invalid', 'failed', brief],
    ['sign-in-gone', 'Sign-in unavailable', '/sign-in?problem=unavailable', 'failed', brief],
    [
      'sign-in-unavailable',
      'Sign-in could not be checked',
      '/chats/45?hold=sign-in-unavailable',
      'upstream-error',
      brief,
    ],
    ['proxy', 'Signed in at a proxy', '/chats/45?hold=proxy&open=account', 'ready', brief],
    ['proxy-sign-in', 'Not signed in at a proxy', '/chats/45?hold=proxy-sign-in', 'unauthorized', brief],
    ['no-sign-in', 'No sign-in', '/sign-in', 'off'],
  ],
  'Other pages': [
    ['no-page', 'Page not found', '/nowhere', 'not-found'],
    ['crash', 'Crash', '/chats/45?hold=crash', 'crash', { view: 'crash' }],
  ],
}

/** Samples that look like another one, or like a state above, in a picture. */
const duplicates = new Set<SampleId>(['45', '800', '801', '4291', '4293'])

const pathname = (path: string) => path.split('?', 1)[0] ?? ''

/** The samples that no scenario above shows, so that every sample has a picture. */
const otherSamples = samples
  .filter(({ id }) => !duplicates.has(id))
  .filter(({ id }) =>
    Object.values(groups).every((rows) => rows.every(([, , path]) => pathname(path) !== `/chats/${id}`)),
  )
  .map(({ id, label, state }): Row => [`chat-${id}`, label, `/chats/${id}`, state, brief])

/** Failures of API v3 that look like those of v2 in a picture. */
const v3Duplicates = new Set(['403', '404', '429', '500'])

/** The samples of API v3, named by the last digits of their ids. */
const v3Rows = v3Samples
  .map((sample) => ({ ...sample, digits: sample.id.slice(-3) }))
  .filter(({ digits }) => !v3Duplicates.has(digits))
  .flatMap(({ id, label, state, digits }): Row[] => {
    const row: Row = [`v3-${digits}`, label, `/chats/${id}`, state, brief]
    // With an icon and a link, which are hidden too.
    return digits === '309'
      ? [row, ['v3-hidden', 'Personal data hidden', `/chats/${id}`, 'ready', { masked: true, brief: true }]]
      : [row]
  })

/** Every picture. `/qa`, `/qa/shots.json` and the accepted pictures all use this list. */
export const shots = (): Shot[] =>
  Object.entries({ ...groups, 'Other samples': otherSamples, 'API v3': v3Rows }).flatMap(([group, rows]) =>
    rows.flatMap((row) => picturesOf(group, row)),
  )

function picturesOf(group: string, [name, title, path, state = 'ready', options = {}]: Row): Shot[] {
  const { view = matchPage(pathname(path))?.name ?? 'no-page', masked = false } = options
  return themes.flatMap((theme) =>
    widths
      .filter((width) => !options.brief || width === (theme === 'light' ? 1440 : 390))
      .map((width) => ({
        name: `${name}-${theme}-${width}`,
        title,
        group,
        path: urlFor(path, masked, theme),
        view,
        state,
        masked,
        theme,
        viewport: { width, height: heights[width] },
        waitBeforeScreenshot: 0 as const,
      })),
  )
}

/** A scenario's URL with the overrides that make its picture reproducible. */
function urlFor(path: string, masked: boolean, theme: Theme): string {
  const overrides = ['shot=1', ...(masked ? [] : ['mask=0']), ...(theme === 'light' ? [] : [`theme=${theme}`])]
  return `${path}${path.includes('?') ? '&' : '?'}${overrides.join('&')}`
}
