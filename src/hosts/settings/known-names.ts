import { type Environment, SettingsError } from './read-env.ts'

/** What the names of some settings begin with, and how they go on. Nothing else may begin so. */
const known = {
  LINQ_: ['BASE_URL', 'INTEGRATION_TOKEN', 'TIMEOUT_MS'],
  OIDC_: ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET', 'SCOPES'],
  ACCESS_JWT_: ['HEADER', 'ISSUER', 'AUDIENCE', 'KEYS'],
  ALLOWED_: ['DOMAINS', 'EMAILS', 'GROUPS'],
} as const

/** Kubernetes tells every container of each service near it, such as `OIDC_PROVIDER_PORT_443_TCP_ADDR`. */
const serviceLink = /_(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?|PORT|PORT_[0-9]+_(?:TCP|UDP|SCTP)(?:_[A-Z]+)?)$/

/** Tells whether any setting is set whose name begins so. */
export const hasAny = (env: Environment, prefix: keyof typeof known): boolean =>
  known[prefix].some((rest) => env[prefix + rest] !== undefined)

/**
 * Refuses a misspelt name: whoever sets `ALLOWED_EMAIL` would otherwise believe that it keeps somebody out.
 * @throws SettingsError that asks for the nearest name, and does not repeat the value.
 */
export function refuseUnknown(env: Environment): void {
  for (const [prefix, rests] of Object.entries(known))
    for (const name of Object.keys(env)) {
      const rest = name.slice(prefix.length)
      if (!name.startsWith(prefix) || env[name] === undefined || serviceLink.test(name)) continue
      if (rests.some((one) => one === rest)) continue
      throw new SettingsError(
        `${name} is not a setting of this console. Did you mean ${prefix}${nearest(rest, rests)}? If it is meant for another program, unset it here.`,
      )
    }
}

const nearest = (text: string, names: readonly string[]) =>
  names.toSorted((a, b) => likeness(text, b) - likeness(text, a))[0]

/** From 0 to 1. Letters in common count, in their order, so that `TOKEN` is near to `INTEGRATION_TOKEN`. */
const likeness = (a: string, b: string) => (2 * inCommon(a, b)) / (a.length + b.length)

/** How many characters both texts have in the same order. */
function inCommon(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, () => 0)
  for (const one of a) {
    const row = [0]
    for (let at = 1; at <= b.length; at += 1)
      row.push(one === b[at - 1] ? (above[at - 1] ?? 0) + 1 : Math.max(above[at] ?? 0, row[at - 1] ?? 0))
    above = row
  }
  return above.at(-1) ?? 0
}
