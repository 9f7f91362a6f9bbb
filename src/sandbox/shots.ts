import type { PageState } from '../urls/page-states.ts'
import { matchPage } from '../urls/pages.ts'
import { type Sample, type SampleId, samples } from './samples.ts'

/** A screen of the console in one state, and the URL that shows it. */
interface Scenario {
  /** A short name; the pictures' file names start with it. */
  name: string
  title: string
  group: (typeof groups)[number]
  /** Path and query, without the parameters that are the same for every picture. */
  path: string
  /** The console's `data-view` and `data-state`. */
  view: PageState['view']
  state: PageState['state']
  /** Whether personal data is hidden. Sandbox data is invented, so usually it is shown. */
  masked: boolean
  /** Whether there is a picture in every theme and width, or only light at 1440 px and dark at 390 px. */
  allVariants: boolean
}

/** One picture of a scenario. Lost Pixel's `pagesJsonUrl` reads `name`, `path` and `viewport`, and ignores the rest. */
export interface Shot extends Omit<Scenario, 'allVariants'> {
  theme: Theme
  viewport: { width: number; height: number }
  /** In milliseconds. 0, because the page says when it is ready (`data-shot`). */
  waitBeforeScreenshot: 0
}

type Theme = (typeof themes)[number]

/** The groups of the catalogue, in order. */
export const groups = [
  'Lookup',
  'Chat',
  'Failures',
  'Several chats',
  'Sign-in',
  'Other samples',
  'Other pages',
] as const
export const themes = ['light', 'dark'] as const
/** The viewport's height for each width, in CSS pixels. */
export const heights = { 1440: 900, 768: 1024, 390: 844 } as const
const widths = [1440, 768, 390] as const

type Optional = 'view' | 'masked' | 'allVariants'
const scenario = ({
  path,
  view = matchPage(path.split('?', 1)[0] ?? '')?.name ?? 'no-page',
  masked = false,
  allVariants = true,
  ...rest
}: Omit<Scenario, Optional> & Partial<Pick<Scenario, Optional>>): Scenario => ({
  path,
  view,
  masked,
  allVariants,
  ...rest,
})

const lookup = (name: string, title: string, path = '/', allVariants = true) =>
  scenario({ name, title, group: 'Lookup', path, state: 'ready', allVariants })

/** A state of chat 45, set by the query. */
const chat = (name: string, title: string, query = '', state: Scenario['state'] = 'ready') =>
  scenario({ name, title, group: 'Chat', path: `/chats/45${query}`, state })

/** A chat that was found, in another form. */
const found = (name: string, title: string, id: SampleId, query = '') =>
  scenario({
    name,
    title,
    group: 'Chat',
    path: `/chats/${id}${query}`,
    state: 'ready',
    allVariants: false,
  })

const failure = (name: string, title: string, path: string, state: Scenario['state'], allVariants = true) =>
  scenario({ name, title, group: 'Failures', path, state, allVariants })

/** A page on which people sign in or are signed in. */
const signIn = (name: string, title: string, path: string, state: Scenario['state'] = 'failed', allVariants = false) =>
  scenario({ name, title, group: 'Sign-in', path, state, allVariants })

// Without /qa: its previews would change its picture with every other one.
const scenarios: Scenario[] = [
  lookup('lookup', 'Lookup'),
  lookup('lookup-several-ids', 'Several IDs pasted', '/?hold=several-ids', false),
  lookup('lookup-refused', 'No ID in the text', '/?hold=refused', false),
  chat('chat', 'A chat'),
  chat('loading', 'Loading', '?hold=loading', 'loading'),
  { ...chat('slow', 'Loading slowly', '?hold=slow', 'loading'), allVariants: false },
  chat('refreshing', 'Refreshing', '?hold=refreshing'),
  chat('outdated', 'Could not refresh', '?hold=outdated'),
  { ...chat('changed', 'Changed since the last refresh', '?hold=changed'), allVariants: false },
  chat('copy-menu', 'Copy menu', '?open=copy'),
  chat('help', 'Help and settings', '?open=help'),
  chat('response', 'Response', '?open=response'),
  { ...found('hidden', 'Personal data hidden', '104'), masked: true, allVariants: true },
  found('group', 'A group of 32', '102'),
  found('filtered', 'Sorted and filtered', '102', '?sort=-joined_at&filter=015'),
  found('unnamed', 'Unnamed', '105'),
  found('no-participants', 'No participants', '108'),
  found('differences', 'Differences from the documented format', '126'),
  failure('not-found', 'Chat not found', '/chats/404', 'not-found'),
  failure('invalid-id', 'Not a chat ID', '/chats/find', 'invalid-id'),
  failure('unauthorized', 'Token rejected', '/chats/401', 'unauthorized'),
  failure('forbidden', 'Token may not read this chat', '/chats/403', 'unauthorized', false),
  failure('rate-limited', 'Rate limit', '/chats/429', 'rate-limited'),
  failure('upstream-error', 'Linq returned an error', '/chats/500', 'upstream-error'),
  failure('unreachable', 'Linq cannot be reached', '/chats/600', 'upstream-error', false),
  failure('redirected', 'Linq redirected the request', '/chats/601', 'upstream-error', false),
  failure('timeout', 'No answer in time', '/chats/45?hold=timeout', 'timeout'),
  failure('offline', 'No network', '/chats/45?hold=offline', 'offline'),
  failure('server-gone', 'Console server unreachable', '/chats/45?hold=server-gone', 'offline', false),
  failure('bad-response', 'Unreadable answer', '/chats/702', 'bad-response'),
  failure('too-many', 'Too many lookups', '/chats/45?hold=too-many', 'rate-limited', false),
  failure('upstream-down', 'Linq keeps failing', '/chats/45?hold=upstream-down', 'upstream-error', false),
  failure('overloaded', 'The console is busy', '/chats/45?hold=overloaded', 'upstream-error', false),
  failure('draining', 'The console is restarting', '/chats/45?hold=draining', 'upstream-error', false),
  failure('audit', 'Audit log unavailable', '/chats/45?hold=audit', 'upstream-error', false),
  ...(
    [
      ['several', 'Several chats', '?ids=45,101,102,404,105,107,110', 'ready'],
      ['several-loading', 'Several chats, loading', '?ids=45,101,102,105,107,110&hold=loading', 'loading'],
      ['several-none', 'No chat IDs', '', 'invalid-id'],
    ] as const
  ).map(([name, title, query, state]) =>
    scenario({ name, title, group: 'Several chats', path: `/chats${query}`, state }),
  ),
  {
    ...scenario({
      name: 'several-slow',
      title: 'Several chats, too many lookups',
      group: 'Several chats',
      path: '/chats?ids=45,101,102,105,107,110&hold=too-many',
      state: 'loading',
    }),
    allVariants: false,
  },
  signIn('sign-in', 'A chat, not signed in', '/chats/45?hold=sign-in', 'unauthorized', true),
  signIn(
    'several-sign-in',
    'Several chats, not signed in',
    '/chats?ids=45,101,102,404,105,107,110&hold=sign-in',
    'unauthorized',
    true,
  ),
  signIn('signed-in', 'Signed in', '/chats/45?hold=signed-in', 'ready', true),
  signIn('account', 'Account', '/chats/45?hold=signed-in&open=account', 'ready', true),
  {
    ...signIn('account-hidden', 'Account, personal data hidden', '/chats/104?hold=signed-in&open=account', 'ready'),
    masked: true,
  },
  signIn('account-help', 'Account in the help', '/chats/45?hold=signed-in&open=help', 'ready'),
  signIn('required', 'Sign-in', '/sign-in?hold=sign-in', 'required', true),
  signIn('signed-in-already', 'Already signed in', '/sign-in?hold=signed-in', 'signed-in', true),
  signIn('signed-out', 'Signed out', '/sign-in?signed-out=1', 'signed-out', true),
  { ...signIn('not-allowed', 'Account not allowed', '/?hold=not-allowed', 'not-allowed', true), view: 'sign-in' },
  signIn('chat-not-allowed', 'A chat, account not allowed', '/chats/45?hold=not-allowed', 'unauthorized'),
  signIn('sign-in-expired', 'Sign-in expired', '/sign-in?problem=expired', 'failed', true),
  signIn('sign-in-refused', 'Sign-in refused', '/sign-in?problem=refused'),
  signIn('sign-in-invalid', 'Sign-in invalid', '/sign-in?problem=invalid'),
  signIn('sign-in-gone', 'Sign-in unavailable', '/sign-in?problem=unavailable'),
  signIn('sign-in-unavailable', 'Sign-in could not be checked', '/chats/45?hold=sign-in-unavailable', 'upstream-error'),
  signIn('proxy', 'Signed in at a proxy', '/chats/45?hold=proxy&open=account', 'ready'),
  signIn('proxy-sign-in', 'Not signed in at a proxy', '/chats/45?hold=proxy-sign-in', 'unauthorized'),
  signIn('no-sign-in', 'No sign-in', '/sign-in', 'off', true),
  scenario({
    name: 'no-page',
    title: 'Page not found',
    group: 'Other pages',
    path: '/nowhere',
    state: 'not-found',
  }),
  scenario({
    name: 'crash',
    title: 'Crash',
    group: 'Other pages',
    path: '/chats/45?hold=crash',
    view: 'crash',
    state: 'crash',
  }),
]

/** Samples that look like another one, or like a state above, in a picture. */
const duplicates = new Set<SampleId>(['45', '800', '801', '4291', '4293'])

/** The samples that no scenario above shows, so that every sample has a picture. */
const otherSamples = samples
  .filter(({ id }) => !duplicates.has(id) && !scenarios.some(({ path }) => path.split('?', 1)[0] === `/chats/${id}`))
  .map(({ id, label, state }: Sample) =>
    scenario({
      name: `chat-${id}`,
      title: label,
      group: 'Other samples',
      path: `/chats/${id}`,
      state,
      allVariants: false,
    }),
  )

/** Every picture. `/qa`, `/qa/shots.json` and the accepted pictures all use this list. */
export function shots(): Shot[] {
  return [...scenarios, ...otherSamples].flatMap(({ allVariants, ...rest }) =>
    themes.flatMap((theme) =>
      widths
        .filter((width) => allVariants || width === (theme === 'light' ? 1440 : 390))
        .map((width) => ({
          ...rest,
          name: `${rest.name}-${theme}-${width}`,
          path: urlFor(rest, theme),
          theme,
          viewport: { width, height: heights[width] },
          waitBeforeScreenshot: 0 as const,
        })),
    ),
  )
}

/** A scenario's URL with the overrides that make its picture reproducible. */
function urlFor({ path, masked }: Pick<Scenario, 'path' | 'masked'>, theme: Theme): string {
  const overrides = ['shot=1', ...(masked ? [] : ['mask=0']), ...(theme === 'light' ? [] : [`theme=${theme}`])]
  return `${path}${path.includes('?') ? '&' : '?'}${overrides.join('&')}`
}
