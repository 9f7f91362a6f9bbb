import { type Sample, type SampleId, samples } from './samples.ts'

/** One thing to see: a screen of the console in one state, by its address. */
export interface Scene {
  /** Its short name, which file names begin with. */
  name: string
  title: string
  group: (typeof groups)[number]
  /** The address on the console, without what is pinned for a picture. */
  path: string
  /** The console's `data-view` and `data-state`. */
  view: string
  state: string
  /** Whether personal data is hidden in it. The sandbox's is nobody's, so usually the layout is shown as it is. */
  masked: boolean
  /** Whether it is seen in every theme and width, or only in two of the six as one more shape of a state. */
  everywhere: boolean
}

/** One picture of a scene. `name`, `path` and `viewport` are what Lost Pixel's `pagesJsonUrl` reads; it ignores the rest. */
export interface Shot extends Omit<Scene, 'everywhere'> {
  theme: Theme
  viewport: { width: number; height: number }
  /** Milliseconds to wait before the picture: none, since the page says when it is ready. */
  waitBeforeScreenshot: 0
}

type Theme = (typeof themes)[number]

/** The groups of the catalogue, in their order. */
export const groups = ['Lookup', 'Chat', 'Failures', 'Several chats', 'Sign-in', 'More shapes', 'Other pages'] as const
export const themes = ['light', 'dark'] as const
/** The heights that belong to the widths that pictures are taken at, all in CSS pixels. */
export const heights = { 1440: 900, 768: 1024, 390: 844 } as const
const widths = [1440, 768, 390] as const

type Usual = 'masked' | 'everywhere'
const scene = ({
  masked = false,
  everywhere = true,
  ...rest
}: Omit<Scene, Usual> & Partial<Pick<Scene, Usual>>): Scene => ({
  ...rest,
  masked,
  everywhere,
})

const lookup = (name: string, title: string, path = '/', everywhere = true) =>
  scene({ name, title, group: 'Lookup', path, view: 'lookup', state: 'ready', everywhere })

/** A state that a sample chat leads to, or that the page is held in. */
const chat = (name: string, title: string, query = '', state = 'ready') =>
  scene({ name, title, group: 'Chat', path: `/chats/45${query}`, view: 'chat', state })

/** One more shape of a chat that is there. */
const shape = (name: string, title: string, id: SampleId, query = '') =>
  scene({ name, title, group: 'Chat', path: `/chats/${id}${query}`, view: 'chat', state: 'ready', everywhere: false })

const failure = (name: string, title: string, path: `/chats/${string}`, state: string, everywhere = true) =>
  scene({ name, title, group: 'Failures', path, view: 'chat', state, everywhere })

/** A page in which somebody signs in, or is signed in. */
const signIn = (
  name: string,
  title: string,
  path: string,
  [view, state]: [view: string, state: string] = ['sign-in', 'failed'],
  everywhere = false,
) => scene({ name, title, group: 'Sign-in', path, view, state, everywhere })

// The gallery itself is not in it: a picture of pictures would change with each of them.
const scenes: Scene[] = [
  lookup('lookup', 'Lookup'),
  lookup('lookup-several-ids', 'A text with several ids', '/?hold=several-ids', false),
  lookup('lookup-refused', 'A text with no id', '/?hold=refused', false),
  chat('chat', 'A chat'),
  chat('loading', 'Loading', '?hold=loading', 'loading'),
  { ...chat('slow', 'Loading for long', '?hold=slow', 'loading'), everywhere: false },
  chat('refreshing', 'Refreshing', '?hold=refreshing'),
  chat('outdated', 'Could not refresh', '?hold=outdated'),
  { ...chat('changed', 'Changed while watched', '?hold=changed'), everywhere: false },
  chat('copy-menu', 'Copy menu', '?open=copy'),
  chat('help', 'Help and settings', '?open=help'),
  chat('response', 'Response', '?open=response'),
  { ...shape('hidden', 'Personal data hidden', '104'), masked: true, everywhere: true },
  shape('group', 'A group of 32', '102'),
  shape('filtered', 'Sorted and filtered', '102', '?sort=-joined_at&filter=015'),
  shape('unnamed', 'Unnamed', '105'),
  shape('no-participants', 'No participants', '108'),
  shape('differences', 'Differences from the documented format', '126'),
  failure('not-found', 'No such chat', '/chats/404', 'not-found'),
  failure('invalid-id', 'Not a chat id', '/chats/find', 'invalid-id'),
  failure('unauthorized', 'Token refused', '/chats/401', 'unauthorized'),
  failure('forbidden', 'Token may not read this chat', '/chats/403', 'unauthorized', false),
  failure('rate-limited', 'Rate limit', '/chats/429', 'rate-limited'),
  failure('upstream-error', 'Linq had a problem', '/chats/500', 'upstream-error'),
  failure('unreachable', 'Linq cannot be reached', '/chats/600', 'upstream-error', false),
  failure('redirected', 'Redirected elsewhere', '/chats/601', 'upstream-error', false),
  failure('timeout', 'No answer in time', '/chats/45?hold=timeout', 'timeout'),
  failure('offline', 'No network', '/chats/45?hold=offline', 'offline'),
  failure('server-gone', "The console's server is gone", '/chats/45?hold=server-gone', 'offline', false),
  failure('bad-response', 'Unreadable answer', '/chats/702', 'bad-response'),
  failure('too-many', 'Too many lookups by one person', '/chats/45?hold=too-many', 'rate-limited', false),
  failure('upstream-down', 'Linq keeps failing', '/chats/45?hold=upstream-down', 'upstream-error', false),
  failure('overloaded', 'The console is busy', '/chats/45?hold=overloaded', 'upstream-error', false),
  failure('draining', 'The console is restarting', '/chats/45?hold=draining', 'upstream-error', false),
  failure('audit', 'The audit log is gone', '/chats/45?hold=audit', 'upstream-error', false),
  ...(
    [
      ['several', 'Several chats', '?ids=45,101,102,404,105,107,110', 'ready'],
      ['several-loading', 'Several chats, loading', '?ids=45,101,102,105,107,110&hold=loading', 'loading'],
      ['several-none', 'No chat ids', '', 'invalid-id'],
    ] as const
  ).map(([name, title, query, state]) =>
    scene({ name, title, group: 'Several chats', path: `/chats${query}`, view: 'several', state }),
  ),
  {
    ...scene({
      name: 'several-slow',
      title: 'Several chats, at this console’s limit',
      group: 'Several chats',
      path: '/chats?ids=45,101,102,105,107,110&hold=too-many',
      view: 'several',
      state: 'loading',
    }),
    everywhere: false,
  },
  signIn('sign-in', 'A chat, not signed in', '/chats/45?hold=sign-in', ['chat', 'unauthorized'], true),
  signIn(
    'several-sign-in',
    'Several chats, not signed in',
    '/chats?ids=45,101,102,404,105,107,110&hold=sign-in',
    ['several', 'unauthorized'],
    true,
  ),
  signIn('signed-in', 'Signed in', '/chats/45?hold=signed-in', ['chat', 'ready'], true),
  signIn('account', 'Account', '/chats/45?hold=signed-in&open=account', ['chat', 'ready'], true),
  {
    ...signIn('account-hidden', 'Account, personal data hidden', '/chats/104?hold=signed-in&open=account', [
      'chat',
      'ready',
    ]),
    masked: true,
  },
  signIn('account-help', 'Account in the help', '/chats/45?hold=signed-in&open=help', ['chat', 'ready']),
  signIn('required', 'Sign-in', '/sign-in?hold=sign-in', ['sign-in', 'required'], true),
  signIn('signed-in-already', 'Signed in already', '/sign-in?hold=signed-in', ['sign-in', 'signed-in'], true),
  signIn('signed-out', 'Signed out', '/sign-in?signed-out=1', ['sign-in', 'signed-out'], true),
  signIn('not-allowed', 'An account that may not look', '/?hold=not-allowed', ['sign-in', 'not-allowed'], true),
  signIn('chat-not-allowed', 'A chat, account not allowed', '/chats/45?hold=not-allowed', ['chat', 'unauthorized']),
  signIn('sign-in-expired', 'Sign-in expired', '/sign-in?problem=expired', ['sign-in', 'failed'], true),
  signIn('sign-in-refused', 'Sign-in refused', '/sign-in?problem=refused'),
  signIn('sign-in-invalid', 'Sign-in not trusted', '/sign-in?problem=invalid'),
  signIn('sign-in-gone', 'Sign-in out of reach', '/sign-in?problem=unavailable'),
  signIn('sign-in-unavailable', 'Sign-in not checked', '/chats/45?hold=sign-in-unavailable', [
    'chat',
    'upstream-error',
  ]),
  signIn('proxy', 'Signed in at a proxy', '/chats/45?hold=proxy&open=account', ['chat', 'ready']),
  signIn('proxy-sign-in', 'Not signed in at a proxy', '/chats/45?hold=proxy-sign-in', ['chat', 'unauthorized']),
  signIn('no-sign-in', 'No sign-in', '/sign-in', ['sign-in', 'off'], true),
  scene({
    name: 'no-page',
    title: 'No such page',
    group: 'Other pages',
    path: '/nowhere',
    view: 'no-page',
    state: 'not-found',
  }),
  scene({
    name: 'crash',
    title: 'This page broke',
    group: 'Other pages',
    path: '/chats/45?hold=crash',
    view: 'crash',
    state: 'crash',
  }),
]

/** Samples that only time tells apart, or whose picture another sample or a held state has. */
const sameElsewhere = new Set<SampleId>(['45', '800', '801', '4291', '4293'])

/** The samples that no scene above shows, so that every one is in some picture. */
const shapes = samples
  .filter(({ id }) => !sameElsewhere.has(id) && !scenes.some(({ path }) => path.split('?', 1)[0] === `/chats/${id}`))
  .map(({ id, label, state }: Sample) =>
    scene({
      name: `chat-${id}`,
      title: label,
      group: 'More shapes',
      path: `/chats/${id}`,
      view: 'chat',
      state,
      everywhere: false,
    }),
  )

/** Every scene in every theme and width it is seen in: the gallery, `/qa/shots.json` and the baseline are this one list. */
export function shots(): Shot[] {
  return [...scenes, ...shapes].flatMap(({ everywhere, ...rest }) =>
    themes.flatMap((theme) =>
      widths
        .filter((width) => everywhere || width === (theme === 'light' ? 1440 : 390))
        .map((width) => ({
          ...rest,
          name: `${rest.name}-${theme}-${width}`,
          path: pinned(rest, theme),
          theme,
          viewport: { width, height: heights[width] },
          waitBeforeScreenshot: 0 as const,
        })),
    ),
  )
}

/** The address of a picture: a scene's, with everything pinned. */
function pinned({ path, masked }: Pick<Scene, 'path' | 'masked'>, theme: Theme): string {
  const pins = ['shot=1', ...(masked ? [] : ['mask=0']), ...(theme === 'light' ? [] : [`theme=${theme}`])]
  return `${path}${path.includes('?') ? '&' : '?'}${pins.join('&')}`
}
