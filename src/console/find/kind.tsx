import type { Chat } from '../../linq/chat.ts'
import { Sent } from '../format/field-values.tsx'
import { t } from '../i18n/text.ts'
import { Icon } from '../ui/icons.tsx'

const badge =
  'inline-flex min-h-6 items-center gap-1 rounded-full border border-transparent px-2.5 text-xs font-medium whitespace-nowrap'

const GroupIcon = () => (
  <Icon d="M1.750 13.250a4.250 4.250 0 0 1 8.500 0M10.750 2.900a2.250 2.250 0 0 1 0 4.200M12 9.500a4.250 4.250 0 0 1 2.250 3.750">
    <circle cx="6" cy="5" r="2.250" />
  </Icon>
)

/** Whether Linq calls a chat a group, and how many are in it: those who have left are not. Our own line counts. */
export function Kind({ chat: { group, participants } }: { chat: Chat }) {
  if (group === false) return <span className={`${badge} bg-sunken text-ink-2`}>{t`Direct chat`}</span>
  if (group !== true) return <Sent text={group} />
  const count = participants?.filter(({ gone }) => !gone).length
  return (
    <span className={`${badge} bg-accent-weak text-accent`}>
      <GroupIcon />
      {count === undefined ? t`Group` : t`Group of ${count}`}
    </span>
  )
}
