import type { ReactNode } from 'react'

import type { Chat } from '../../linq/chat.ts'
import { t } from '../i18n/text.ts'
import { Count, groupDigits, Sent } from '../format/field-values.tsx'
import { ServiceBadge } from '../ui/service-badge.tsx'

interface ChatSummaryProps {
  /** Undefined while it is loading. */
  chat: Chat | undefined
  /** The number of messages when the page was opened, if it has changed. */
  countBefore: string | null | undefined
}

export function ChatSummary({ chat, countBefore }: ChatSummaryProps) {
  const group = chat?.group === true ? t`Yes` : chat?.group === false ? t`No` : chat?.group
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line wide:grid-cols-4">
      <SummaryItem field="service" label={t`Service`}>
        {chat && <ServiceBadge name={chat.service} />}
      </SummaryItem>
      <SummaryItem field="group" label={t`Group`}>
        {chat && <Sent text={group} />}
      </SummaryItem>
      <SummaryItem field="message_count" label={t`Messages`} changed={countBefore}>
        {chat && <Sent text={groupDigits(chat.messageCount)} />}
      </SummaryItem>
      <SummaryItem field="participants" label={t`Participants`}>
        {chat && <Count chat={chat} />}
      </SummaryItem>
    </dl>
  )
}

const SummaryItem = ({
  field,
  label,
  changed,
  children,
}: {
  field: string
  label: string
  changed?: string | null | undefined
  children: ReactNode
}) => (
  <div className="overflow-clip bg-surface px-4 py-3">
    <dt className="text-xs text-ink-3">
      {label}
      {changed != null && <span className="ml-2 font-medium text-accent">{t`was ${groupDigits(changed)}`}</span>}
    </dt>
    <dd data-field={field} className="mt-1 flex min-h-6 items-center text-lg font-semibold wrap-anywhere">
      {children ?? <span className="skeleton w-16" aria-hidden="true" />}
    </dd>
  </div>
)
