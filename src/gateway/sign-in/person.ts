import { type EmailAddress, readEmailAddress } from '../../linq/email-address.ts'

/** A person who signed in, as the identity provider or the proxy in front describes them. */
export interface Person {
  /** Who vouches for them: the provider or the proxy (`iss`). */
  issuer: string
  /** The issuer's own id of them (`sub`), at most 255 characters. With the issuer it names their account. */
  id: string
  /** An e-mail address that the provider vouches for, in lower case. */
  email: string | null
  name: string | null
  /** Those of their groups that are in the allow list, or may search. */
  groups: readonly string[]
  /** Why a claim of theirs does not count, to explain a refusal. */
  flaw?: 'email_unverified' | 'no_email' | 'group_path'
}

/** Why a person may not look up chats. */
export type Refusal =
  /** The provider does not vouch for their e-mail address. */
  | 'email_unverified'
  /** The provider sent no e-mail address, or a text that is none. */
  | 'no_email'
  /** Their group differs from an allowed one by a slash in front, as Keycloak sends the path of a group. */
  | 'group_path'
  | 'no_group'
  /** Neither their address nor a group is in the allow list. */
  | 'not_listed'

/** Who may look up chats. Three empty lists allow everyone who is signed in. */
export interface Allowed {
  /** In lower case. */
  emails: readonly string[]
  /** What follows the `@`, in lower case; a subdomain is another domain. */
  domains: readonly string[]
  groups: readonly string[]
  /** Whether everyone who is signed in is allowed; the lists do not count then. */
  everyone: boolean
  /** Groups that may search too; alone they allow nothing. */
  findGroups?: readonly string[]
}

/** Why a person may not look up chats; null for one who may. */
export function refusalOf({ email, groups, flaw }: Person, allowed: Allowed): Refusal | null {
  const byAddress = allowed.emails.length > 0 || allowed.domains.length > 0
  const byGroup = allowed.groups.length > 0
  if (allowed.everyone || (!byAddress && !byGroup)) return null
  const address = email === null ? null : readEmailAddress(email)
  if (address && (allowed.emails.includes(address.text) || allowed.domains.includes(address.domain))) return null
  if (groups.some((group) => allowed.groups.includes(group))) return null
  if (flaw && (flaw === 'group_path' ? byGroup : byAddress)) return flaw
  if (!byAddress) return 'no_group'
  return email === null && !byGroup ? 'no_email' : 'not_listed'
}

/**
 * How a person is named in logs: by e-mail address, else by the issuer's id. The id is marked, since it may be a text that
 * looks like another person's address; no address has a colon.
 */
export const nameOf = ({ email, id }: Person): string => email ?? `sub:${id}`

/** How a person is read from the claims. */
interface PersonReading {
  /** The checked issuer of the claims. */
  issuer: string
  /** The claim that holds their groups, a list or one text. */
  groupsClaim: string
  allowed: Allowed
  /**
   * Whether an address counts only with `email_verified: true`. Some providers let people write any address into their
   * account; a proxy in front has checked that already, unless it says otherwise.
   */
  emailNeedsProof: boolean
}

/**
 * Reads a person from checked claims.
 * @returns null without a usable `sub`.
 */
export function readPerson(
  claims: Record<string, unknown>,
  { issuer, groupsClaim, allowed, emailNeedsProof }: PersonReading,
): Person | null {
  const { sub, email, email_verified: verified, name } = claims
  if (typeof sub !== 'string' || sub === '' || sub.length > 255 || /[\p{Cc}\p{Cs}]/u.test(sub)) return null
  const proof = verified ?? !emailNeedsProof
  const vouched = proof === true || proof === 'true'
  const address = typeof email === 'string' ? readEmailAddress(email) : null
  const sent = claims[groupsClaim]
  const groups = (Array.isArray(sent) ? sent : [sent]).filter((group): group is string => typeof group === 'string')
  const withOtherSlash = groups.map((group) => (group.startsWith('/') ? group.slice(1) : `/${group}`))
  const hasPath = withOtherSlash.some((group) => allowed.groups.includes(group))
  const flaw = hasPath ? 'group_path' : email === undefined || email === null ? null : addressFlaw(address, vouched)
  return {
    issuer,
    id: sub,
    email: vouched && address ? address.text : null,
    name: typeof name === 'string' ? readName(name) : null,
    groups: keptGroups(groups, allowed),
    ...(flaw && { flaw }),
  }
}

/** The groups that decide what a person may do. A session keeps as many as fit, so one of each kind is first. */
function keptGroups(groups: readonly string[], { groups: allowed, findGroups = [] }: Allowed): string[] {
  const kinds = [allowed, findGroups]
  const first = kinds.flatMap((kind) => groups.find((group) => kind.includes(group)) ?? [])
  return [...new Set([...first, ...groups.filter((group) => kinds.some((kind) => kind.includes(group)))])]
}

const addressFlaw = (address: EmailAddress | null, vouched: boolean) =>
  address === null ? 'no_email' : vouched ? null : 'email_unverified'

const longestName = 100

/** Reads a name without control characters; null when nothing is left. */
function readName(text: string): string | null {
  // Cut first, since a cut may leave half of a surrogate pair, which is removed then.
  const name = text
    .trim()
    .slice(0, longestName)
    .replace(/[\p{Cc}\p{Cs}]/gu, '')
    .trim()
  return name === '' ? null : name
}
