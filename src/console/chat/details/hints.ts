import type { Chat } from '../../../linq/chat.ts'
import type { YieldToMain } from '../../../linq/chunked-json.ts'
import { addressKey, parseLabel } from '../../../linq/mask.ts'
import { isBlank } from '../../../linq/plain-text.ts'
import { parseSentTime } from '../../format/date-time.ts'
import { groupDigits } from '../../format/field-values.tsx'
import { t } from '../../i18n/text.ts'
import { lookOf } from './look-alike.ts'

/** How many hints of one kind are listed. */
const maxListed = 20

/**
 * What is worth a second look in a chat, from its own data alone; empty for an ordinary one.
 * @param now milliseconds since 1970.
 */
export function findHints(chat: Chat, now: number): string[] {
  const search = searchHints(chat, now)
  for (;;) {
    const { done, value } = search.next()
    if (done) return value
  }
}

/** {@link findHints}, with pauses. */
export async function findHintsInChunks(chat: Chat, now: number, pause: YieldToMain): Promise<string[]> {
  const search = searchHints(chat, now)
  for (;;) {
    const { done, value } = search.next()
    if (done) return value
    await pause()
  }
}

/** Yields where it can be paused. */
function* searchHints({ displayName, service, participants }: Chat, now: number): Generator<undefined, string[]> {
  const others = new Map<string, number>()
  const addresses = new Map<string, number>()
  // The different addresses of one look.
  const looks = new Map<string, Set<string>>()
  let named = false
  let future = 0
  for (const [index, { service: own, address, joinedAt }] of (participants ?? []).entries()) {
    if (own && service && own !== service) count(others, own)
    if (address) named = true
    if (address && !isBlank(address)) {
      const key = addressKey(address)
      count(addresses, key)
      if (parseLabel(address) === null) {
        const look = lookOf(address)
        looks.set(look, (looks.get(look) ?? new Set()).add(key))
      }
    }
    const time = joinedAt == null ? null : parseSentTime(joinedAt)
    if (time !== null && time.moment > now) future += 1
    if (index % 500 === 0) yield
  }
  const unnamed =
    displayName === undefined
      ? t`This chat has no name.`
      : displayName === null
        ? t`The name is null.`
        : isBlank(displayName)
          ? t`The name is empty.`
          : null
  return [
    ...(unnamed === null ? [] : [named ? unnamed + t` Showing the participants instead.` : unnamed]),
    ...shortened(
      [...others].map(([other, times]) =>
        times === 1
          ? t`${times} participant uses ${other} while the chat uses ${service ?? ''}.`
          : t`${groupDigits(String(times))} participants use ${other} while the chat uses ${service ?? ''}.`,
      ),
      (more) => t`… and ${groupDigits(String(more))} other services.`,
    ),
    ...oneOrMore(
      [...addresses.values()].filter((times) => times > 1),
      (times) => t`The same address appears ${times} times.`,
      (repeated) => t`${repeated} addresses appear more than once.`,
    ),
    ...oneOrMore(
      [...looks.values()].map(({ size }) => size).filter((size) => size > 1),
      (size) => t`${size} addresses look alike but are different.`,
      (groups) => t`${groups} groups of addresses look alike but are different.`,
    ),
    ...(future === 1 ? [t`A join time is in the future.`] : []),
    ...(future > 1 ? [t`${groupDigits(String(future))} join times are in the future.`] : []),
  ]
}

/** The hint about the only number, or about how many there are. */
const oneOrMore = (numbers: number[], one: (number: string) => string, more: (count: string) => string): string[] => {
  const [first] = numbers
  if (first === undefined) return []
  return [numbers.length === 1 ? one(groupDigits(String(first))) : more(groupDigits(String(numbers.length)))]
}

const shortened = (hints: string[], rest: (more: number) => string): string[] =>
  hints.length > maxListed ? [...hints.slice(0, maxListed), rest(hints.length - maxListed)] : hints

const count = (counts: Map<string, number>, one: string) => counts.set(one, (counts.get(one) ?? 0) + 1)
