import type { ReactNode } from 'react'

import type { Chat } from '../../linq/chat.ts'
import { type ChatId, versionOf } from '../../linq/chat-id.ts'
import { t } from '../i18n/text.ts'
import { Count, groupDigits, Sent, Was, wordOf } from '../format/field-values.tsx'
import type { Changes } from './participants/changes.ts'
import { ServiceBadge } from '../ui/service-badge.tsx'

interface ChatSummaryProps {
  id: ChatId
  /** Undefined while it is loading. */
  chat: Chat | undefined
  /** What has changed since the page was opened. */
  before: Changes['before'] | undefined
}

export function ChatSummary({ id, chat, before }: ChatSummaryProps) {
  const isV3 = versionOf(id) === 'v3'
  const group = wordOf(chat?.group)
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line wide:grid-cols-4 print:grid-cols-4">
      <SummaryItem
        field="service"
        label={t`Service`}
        was={before && 'service' in before && <Was text={before.service} />}
      >
        {chat && <ServiceBadge name={chat.service} />}
      </SummaryItem>
      <SummaryItem
        field="group"
        label={t`Group`}
        was={before && 'group' in before && <Was text={wordOf(before.group)} />}
      >
        {chat && <Sent text={group} />}
      </SummaryItem>
      <SummaryItem
        // API v3 has no count of messages.
        field={isV3 ? 'api' : 'message_count'}
        label={isV3 ? t`Linq API` : t`Messages`}
        was={before && 'messageCount' in before && <Was text={groupDigits(before.messageCount)} />}
      >
        {chat && <Sent text={isV3 ? 'v3' : groupDigits(chat.messageCount)} />}
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
  was,
  children,
}: {
  field: string
  label: string
  was?: ReactNode
  children: ReactNode
}) => (
  <div className="overflow-clip bg-surface px-4 py-3">
    <dt className="text-xs text-ink-3">
      {label}
      {was && <span className="ml-2 font-medium text-accent">{was}</span>}
    </dt>
    <dd data-field={field} className="mt-1 flex min-h-6 items-center text-lg font-semibold wrap-anywhere">
      {children ?? <span className="skeleton w-16" aria-hidden="true" />}
    </dd>
  </div>
)
