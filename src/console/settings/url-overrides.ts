// The parameters that make a page reproducible, besides theme, zone and hiding.
import { renderContext, type ServerConfigName } from './render-context.ts'

const override = (name: string): string | null => new URL(renderContext().href).searchParams.get(name)

/** Whether it is a screenshot (`shot=1`): hidden personal data, no motion, UTC, light, a fixed clock, nothing stored. */
export const isShot = (): boolean => override('shot') === '1'

/** The default clock of screenshots: 2026-01-01 12:00:00 UTC. */
const shotTime = 1_767_268_800_000

/** Reads `now`, an ISO time with a zone, as milliseconds since 1970. */
export function readNow(text: string): number | null {
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(text)
  const time = isTime ? Date.parse(text) : NaN
  return Number.isNaN(time) ? null : time
}

/** The fixed clock, milliseconds since 1970; null while the clock runs. */
export const fixedNow = (): number | null => readNow(override('now') ?? '') ?? (isShot() ? shotTime : null)

/** The page's clock, milliseconds since 1970. With a fixed clock no timer runs. */
export const pageNow = (): number => fixedNow() ?? Date.now()

/** `motion=off`: no animation, no caret, no autofocus. */
export const isMotionOff = (): boolean => (override('motion') ?? (isShot() ? 'off' : 'on')) === 'off'

/** The menu or panel to open: `help`, `copy`, `response` or `account`. */
export const openPart = (): string | null => override('open')

export const serverConfig = (name: ServerConfigName): string => renderContext().serverConfig(name)

const isSandbox = () => serverConfig('source') === 'sandbox'

/** The fixed state (`hold`); null with live data. */
export const fixedState = (): string | null => (isSandbox() ? override('hold') : null)

/** Whether `screenshot/fixed-states.ts` takes part in what the page shows. */
export const isFixed = (): boolean => isShot() || fixedState() !== null || openPart() !== null

const signInStates = /[?&](?:problem=|signed-out=|hold=(?:sign|not-allowed|(proxy)))/

/** The sign-in method of a fixed state; null on any other page. */
export function fixedSignIn(): 'oidc' | 'proxy' | null {
  const match = isSandbox() && signInStates.exec(renderContext().href)
  return match ? (match[1] === undefined ? 'oidc' : 'proxy') : null
}
