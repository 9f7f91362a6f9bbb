import type { Chat } from '../../linq/chat.ts'
import { t } from '../text.ts'
import { isBlank } from '../ui/visible-text.tsx'
import { readSentTime } from './sent-time.ts'

/**
 * What is worth a second look in a chat, from its own data alone; empty for an ordinary one.
 * @param now the present, milliseconds since 1970.
 */
export function hintsOf({ displayName, service, participants }: Chat, now: number): string[] {
  const nameless = [
    ...(displayName === null ? [t`No name was sent.`] : []),
    ...(displayName !== null && isBlank(displayName) ? [t`The name was sent empty.`] : []),
  ].map((words) =>
    participants?.some(({ address }) => address) ? words + t` Showing the participants instead.` : words,
  )
  if (!participants) return nameless
  const others = tally(
    participants.map((one) => (one.service && service && one.service !== service ? one.service : null)),
  )
  const repeated = tally(participants.map(({ address }) => address?.trim().toLowerCase() || null))
  const future = participants.filter(({ joinedAt }) => {
    const time = joinedAt === null ? null : readSentTime(joinedAt)
    return time !== null && time.moment > now
  }).length
  return [
    ...nameless,
    ...[...others].map(([other, count]) =>
      count === 1
        ? t`${count} participant uses ${other} while the chat uses ${service}.`
        : t`${count} participants use ${other} while the chat uses ${service}.`,
    ),
    ...[...repeated].flatMap(([, count]) => (count > 1 ? [t`The same address appears ${count} times.`] : [])),
    ...(future > 0
      ? [future === 1 ? t`A join time lies in the future.` : t`${future} join times lie in the future.`]
      : []),
  ]
}

function tally(values: (string | null)[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
