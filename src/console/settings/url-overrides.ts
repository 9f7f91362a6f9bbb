// What an address pins besides theme, zone and hiding, so that the same link gives the same picture anywhere.
// Read from the address each time: it is the one place that says it.
import { renderContext, type ServerConfigName } from './render-context.ts'

const override = (name: string): string | null => new URL(renderContext().href).searchParams.get(name)

/** Whether the page is to be photographed (`shot=1`): hidden personal data, no motion, UTC, light, a fixed clock, nothing stored. */
export const isShot = (): boolean => override('shot') === '1'

/** The moment of every picture that names none: 2026-01-01 12:00:00 UTC. */
const shotTime = 1_767_268_800_000

/** The moment the address pins (`now`, an ISO time with a zone), milliseconds since 1970; null when the clock runs. */
export function fixedNow(): number | null {
  const text = override('now') ?? ''
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(time) ? (isShot() ? shotTime : null) : time
}

/** The page's clock, milliseconds since 1970. A page whose clock stands still does nothing by itself either. */
export const pageNow = (): number => fixedNow() ?? Date.now()

/** Whether nothing may move (`motion=off`): no animation, no caret, no focus taken at the start. */
export const isMotionOff = (): boolean => (override('motion') ?? (isShot() ? 'off' : 'on')) === 'off'

/** The menu or panel that is open from the start: `help`, `copy`, `response` or `account`. */
export const openPart = (): string | null => override('open')

/** What the server says of its settings in the page; '' for nothing. */
export const serverConfig = (name: ServerConfigName): string => renderContext().serverConfig(name)

const isSandbox = () => serverConfig('source') === 'sandbox'

/** The state that a page shows although no sample leads to it (`hold`); null with live data. */
export const fixedState = (): string | null => (isSandbox() ? override('hold') : null)

/** Whether the page is a picture or in a fixed state: then `screenshot/fixed-states.ts` takes part in what it shows. */
export const isFixed = (): boolean => isShot() || fixedState() !== null || openPart() !== null

const signInStates = /[?&](?:problem=|signed-out=|hold=(?:sign|not-allowed|(proxy)))/

/** How people sign in on a page that shows a state of the sign-in although nobody signs in; null on any other page. */
export function fixedSignIn(): 'oidc' | 'proxy' | null {
  const match = isSandbox() && signInStates.exec(renderContext().href)
  return match ? (match[1] === undefined ? 'oidc' : 'proxy') : null
}
