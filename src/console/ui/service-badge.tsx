import type { SentField } from '../../linq/chat.ts'
import { isBlank } from '../../linq/plain-text.ts'
import type { Service } from '../../linq/fields.ts'
import { Sent } from '../format/field-values.tsx'
import { t } from '../i18n/text.ts'
import { VisibleText } from './visible-text.tsx'

const colors = new Map(
  Object.entries({
    iMessage: 'bg-imessage-weak text-imessage',
    SMS: 'bg-sms-weak text-sms',
    RCS: 'bg-rcs-weak text-rcs',
  } satisfies Record<Service, string>),
)

/** A service in its color, or a note that Linq does not document it. */
export function ServiceBadge({ name }: { name: SentField }) {
  if (name == null || isBlank(name)) return <Sent text={name} />
  const color = colors.get(name)
  const badge = (
    <span
      className={`inline-flex min-h-6 max-w-full items-center rounded-full border border-transparent px-2.5 text-xs font-medium ${color ? `${color} whitespace-nowrap` : 'bg-sunken text-ink-2'}`}
    >
      <VisibleText text={name} />
    </span>
  )
  return color ? (
    badge
  ) : (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-2 gap-y-1">
      {badge}
      <span className="text-xs font-normal text-ink-3">{t`not documented by Linq`}</span>
    </span>
  )
}
