import type { Chat, Participant } from '../../../linq/chat.ts'
import type { YieldToMain } from '../../../linq/chunked-json.ts'
import { t } from '../../i18n/text.ts'
import { isBlank } from '../../ui/visible-text.tsx'
import { readSentTime } from '../../format/date-time.ts'
import { grouped } from '../../format/field-values.tsx'

/** So many hints of one kind are told one by one. */
const mostOfAKind = 20

/** What is worth a second look in a chat, found by looking at one participant after the other. */
interface Hinting {
  look: (participant: Participant) => void
  /** The hints, once everybody was looked at. */
  hints: () => string[]
}

/**
 * What is worth a second look in a chat, from its own data alone; empty for an ordinary one.
 * @param now the present, milliseconds since 1970.
 */
export function hintsOf(chat: Chat, now: number): string[] {
  const { look, hints } = startHints(chat, now)
  for (const participant of chat.participants ?? []) look(participant)
  return hints()
}

/** The hints that `hintsOf` finds. */
export async function hintsOfMany(chat: Chat, now: number, pause: YieldToMain): Promise<string[]> {
  const { look, hints } = startHints(chat, now)
  for (const [index, participant] of (chat.participants ?? []).entries()) {
    look(participant)
    if (index % 500 === 0) await pause()
  }
  return hints()
}

/** {@link hintsOf} for who has to stop in between. */
function startHints({ displayName, service }: Chat, now: number): Hinting {
  const others = new Map<string, number>()
  const seen = new Map<string, number>()
  let named = false
  let future = 0
  const look = ({ service: own, address, joinedAt }: Participant) => {
    if (own && service && own !== service) count(others, own)
    if (address) named = true
    const plain = address?.trim().toLowerCase()
    if (plain) count(seen, plain)
    const time = joinedAt === null ? null : readSentTime(joinedAt)
    if (time !== null && time.moment > now) future += 1
  }
  const hints = () => [
    ...[
      ...(displayName === null ? [t`No name was sent.`] : []),
      ...(displayName !== null && isBlank(displayName) ? [t`The name was sent empty.`] : []),
    ].map((words) => (named ? words + t` Showing the participants instead.` : words)),
    ...shortened(
      [...others].map(([other, times]) =>
        times === 1
          ? t`${times} participant uses ${other} while the chat uses ${service}.`
          : t`${grouped(String(times))} participants use ${other} while the chat uses ${service}.`,
      ),
      (more) => t`… and ${grouped(String(more))} other services.`,
    ),
    ...shortened(
      [...seen].flatMap(([, times]) =>
        times > 1 ? [t`The same address appears ${grouped(String(times))} times.`] : [],
      ),
      (more) => t`… and ${grouped(String(more))} other addresses more than once.`,
    ),
    ...(future > 0
      ? [
          future === 1
            ? t`A join time lies in the future.`
            : t`${grouped(String(future))} join times lie in the future.`,
        ]
      : []),
  ]
  return { look, hints }
}

const shortened = (hints: string[], rest: (more: number) => string): string[] =>
  hints.length > mostOfAKind ? [...hints.slice(0, mostOfAKind), rest(hints.length - mostOfAKind)] : hints

const count = (counts: Map<string, number>, one: string) => counts.set(one, (counts.get(one) ?? 0) + 1)
