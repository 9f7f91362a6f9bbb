import type { PageState } from '../urls/page-states.ts'
import { matchPage } from '../urls/pages.ts'
import { type SampleId, samples } from './samples.ts'

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

/** A scenario of a group. Its view is its path's page, and its state `ready`, unless they are given. */
type Row = readonly [
  name: string,
  title: string,
  path: string,
  options?: Partial<Pick<Scenario, 'view' | 'state' | 'masked'>> & {
    /** Whether there are only two pictures, light at 1440 px and dark at 390 px, instead of every theme and width. */
    brief?: true
  },
]

const brief = { brief: true } as const
const severalIds = '/chats?ids=45,101,102,404,105,107,110'
const foundIds = '/chats?ids=45,101,102,105,107,110'

/** Every scenario by its group. Without /qa: its previews would change its picture with every other one. */
const groups: Record<string, readonly Row[]> = {
  Lookup: [
    ['lookup', 'Lookup', '/'],
    ['lookup-several-ids', 'Several IDs pasted', '/?hold=several-ids', brief],
    ['lookup-refused', 'No ID in the text', '/?hold=refused', brief],
  ],
  Chat: [
    ['chat', 'A chat', '/chats/45'],
    ['loading', 'Loading', '/chats/45?hold=loading', { state: 'loading' }],
    ['slow', 'Loading slowly', '/chats/45?hold=slow', { state: 'loading', brief: true }],
    ['refreshing', 'Refreshing', '/chats/45?hold=refreshing'],
    ['outdated', 'Could not refresh', '/chats/45?hold=outdated'],
    ['changed', 'Changed since the last refresh', '/chats/45?hold=changed', brief],
    ['copy-menu', 'Copy menu', '/chats/45?open=copy'],
    ['help', 'Help and settings', '/chats/45?open=help'],
    ['response', 'Response', '/chats/45?open=response'],
    ['hidden', 'Personal data hidden', '/chats/104', { masked: true }],
    ['group', 'A group of 32', '/chats/102', brief],
    ['filtered', 'Sorted and filtered', '/chats/102?sort=-joined_at&filter=015', brief],
    ['unnamed', 'Unnamed', '/chats/105', brief],
    ['no-participants', 'No participants', '/chats/108', brief],
    ['differences', 'Differences from the documented format', '/chats/126', brief],
  ],
  Failures: [
    ['not-found', 'Chat not found', '/chats/404', { state: 'not-found' }],
    ['invalid-id', 'Not a chat ID', '/chats/find', { state: 'invalid-id' }],
    ['unauthorized', 'Token rejected', '/chats/401', { state: 'unauthorized' }],
    ['forbidden', 'Token may not read this chat', '/chats/403', { state: 'unauthorized', brief: true }],
    ['rate-limited', 'Rate limit', '/chats/429', { state: 'rate-limited' }],
    ['upstream-error', 'Linq returned an error', '/chats/500', { state: 'upstream-error' }],
    ['unreachable', 'Linq cannot be reached', '/chats/600', { state: 'upstream-error', brief: true }],
    ['redirected', 'Linq redirected the request', '/chats/601', { state: 'upstream-error', brief: true }],
    ['timeout', 'No answer in time', '/chats/45?hold=timeout', { state: 'timeout' }],
    ['offline', 'No network', '/chats/45?hold=offline', { state: 'offline' }],
    ['server-gone', 'Console server unreachable', '/chats/45?hold=server-gone', { state: 'offline', brief: true }],
    ['bad-response', 'Unreadable answer', '/chats/702', { state: 'bad-response' }],
    ['too-many', 'Too many lookups', '/chats/45?hold=too-many', { state: 'rate-limited', brief: true }],
    ['upstream-down', 'Linq keeps failing', '/chats/45?hold=upstream-down', { state: 'upstream-error', brief: true }],
    ['overloaded', 'The console is busy', '/chats/45?hold=overloaded', { state: 'upstream-error', brief: true }],
    ['draining', 'The console is restarting', '/chats/45?hold=draining', { state: 'upstream-error', brief: true }],
    ['audit', 'Audit log unavailable', '/chats/45?hold=audit', { state: 'upstream-error', brief: true }],
  ],
  'Several chats': [
    ['several', 'Several chats', severalIds],
    ['several-loading', 'Several chats, loading', `${foundIds}&hold=loading`, { state: 'loading' }],
    ['several-none', 'No chat IDs', '/chats', { state: 'invalid-id' }],
    ['several-slow', 'Several chats, too many lookups', `${foundIds}&hold=too-many`, { state: 'loading', brief: true }],
  ],
  'Sign-in': [
    ['sign-in', 'A chat, not signed in', '/chats/45?hold=sign-in', { state: 'unauthorized' }],
    ['several-sign-in', 'Several chats, not signed in', `${severalIds}&hold=sign-in`, { state: 'unauthorized' }],
    ['signed-in', 'Signed in', '/chats/45?hold=signed-in'],
    ['account', 'Account', '/chats/45?hold=signed-in&open=account'],
    [
      'account-hidden',
      'Account, personal data hidden',
      '/chats/104?hold=signed-in&open=account',
      { masked: true, brief: true },
    ],
    ['account-help', 'Account in the help', '/chats/45?hold=signed-in&open=help', brief],
    ['required', 'Sign-in', '/sign-in?hold=sign-in', { state: 'required' }],
    ['signed-in-already', 'Already signed in', '/sign-in?hold=signed-in', { state: 'signed-in' }],
    ['signed-out', 'Signed out', '/sign-in?signed-out=1', { state: 'signed-out' }],
    ['not-allowed', 'Account not allowed', '/?hold=not-allowed', { state: 'not-allowed', view: 'sign-in' }],
    [
      'chat-not-allowed',
      'A chat, account not allowed',
      '/chats/45?hold=not-allowed',
      { state: 'unauthorized', brief: true },
    ],
    ['sign-in-expired', 'Sign-in expired', '/sign-in?problem=expired', { state: 'failed' }],
    ['sign-in-refused', 'Sign-in refused', '/sign-in?problem=refused', { state: 'failed', brief: true }],
    ['sign-in-invalid', 'Sign-in invalid', '/sign-in?problem=invalid', { state: 'failed', brief: true }],
    ['sign-in-gone', 'Sign-in unavailable', '/sign-in?problem=unavailable', { state: 'failed', brief: true }],
    [
      'sign-in-unavailable',
      'Sign-in could not be checked',
      '/chats/45?hold=sign-in-unavailable',
      { state: 'upstream-error', brief: true },
    ],
    ['proxy', 'Signed in at a proxy', '/chats/45?hold=proxy&open=account', brief],
    [
      'proxy-sign-in',
      'Not signed in at a proxy',
      '/chats/45?hold=proxy-sign-in',
      { state: 'unauthorized', brief: true },
    ],
    ['no-sign-in', 'No sign-in', '/sign-in', { state: 'off' }],
  ],
  'Other pages': [
    ['no-page', 'Page not found', '/nowhere', { state: 'not-found' }],
    ['crash', 'Crash', '/chats/45?hold=crash', { view: 'crash', state: 'crash' }],
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
  .map(({ id, label, state }): Row => [`chat-${id}`, label, `/chats/${id}`, { state, brief: true }])

/** Every picture. `/qa`, `/qa/shots.json` and the accepted pictures all use this list. */
export const shots = (): Shot[] =>
  Object.entries({ ...groups, 'Other samples': otherSamples }).flatMap(([group, rows]) =>
    rows.flatMap((row) => picturesOf(group, row)),
  )

function picturesOf(group: string, [name, title, path, options = {}]: Row): Shot[] {
  const { view = matchPage(pathname(path))?.name ?? 'no-page', state = 'ready', masked = false } = options
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
