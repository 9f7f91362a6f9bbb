import type { Chat, Participant } from '../../../linq/chat.ts'
import type { YieldToMain } from '../../../linq/chunked-json.ts'
import { t } from '../../i18n/text.ts'
import { isBlank } from '../../../linq/plain-text.ts'
import { parseSentTime } from '../../format/date-time.ts'
import { groupDigits } from '../../format/field-values.tsx'

/** So many hints of one kind are told one by one. */
const mostOfAKind = 20

/** What is worth a second look in a chat, found by looking at one participant after the other. */
interface HintCollector {
  add: (participant: Participant) => void
  /** The hints, once everybody was looked at. */
  hints: () => string[]
}

/**
 * What is worth a second look in a chat, from its own data alone; empty for an ordinary one.
 * @param now the present, milliseconds since 1970.
 */
export function findHints(chat: Chat, now: number): string[] {
  const { add, hints } = createHintCollector(chat, now)
  for (const participant of chat.participants ?? []) add(participant)
  return hints()
}

/** The hints that `hintsOf` finds. */
export async function findHintsInChunks(chat: Chat, now: number, pause: YieldToMain): Promise<string[]> {
  const { add, hints } = createHintCollector(chat, now)
  for (const [index, participant] of (chat.participants ?? []).entries()) {
    add(participant)
    if (index % 500 === 0) await pause()
  }
  return hints()
}

/** {@link hintsOf} for who has to stop in between. */
function createHintCollector({ displayName, service }: Chat, now: number): HintCollector {
  const others = new Map<string, number>()
  const addresses = new Map<string, number>()
  let named = false
  let future = 0
  const add = ({ service: own, address, joinedAt }: Participant) => {
    if (own && service && own !== service) count(others, own)
    if (address) named = true
    const normalized = address?.trim().toLowerCase()
    if (normalized) count(addresses, normalized)
    const time = joinedAt === null ? null : parseSentTime(joinedAt)
    if (time !== null && time.moment > now) future += 1
  }
  const hints = () => [
    ...[
      ...(displayName === null ? [t`This chat has no name.`] : []),
      ...(displayName !== null && isBlank(displayName) ? [t`The name is empty.`] : []),
    ].map((words) => (named ? words + t` Showing the participants instead.` : words)),
    ...shortened(
      [...others].map(([other, times]) =>
        times === 1
          ? t`${times} participant uses ${other} while the chat uses ${service}.`
          : t`${groupDigits(String(times))} participants use ${other} while the chat uses ${service}.`,
      ),
      (more) => t`… and ${groupDigits(String(more))} other services.`,
    ),
    ...shortened(
      [...addresses].flatMap(([, times]) =>
        times > 1 ? [t`The same address appears ${groupDigits(String(times))} times.`] : [],
      ),
      (more) => t`… and ${groupDigits(String(more))} more repeated addresses.`,
    ),
    ...(future > 0
      ? [
          future === 1
            ? t`A join time is in the future.`
            : t`${groupDigits(String(future))} join times are in the future.`,
        ]
      : []),
  ]
  return { add, hints }
}

const shortened = (hints: string[], rest: (more: number) => string): string[] =>
  hints.length > mostOfAKind ? [...hints.slice(0, mostOfAKind), rest(hints.length - mostOfAKind)] : hints

const count = (counts: Map<string, number>, one: string) => counts.set(one, (counts.get(one) ?? 0) + 1)
