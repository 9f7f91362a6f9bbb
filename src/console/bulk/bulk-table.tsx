import { Link } from 'react-router'
import { Count, groupDigits, Sent } from '../format/field-values.tsx'
import { ServiceBadge } from '../ui/service-badge.tsx'
import { failureMessage } from '../chat/failure/messages.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { t } from '../i18n/text.ts'
import { isBlank } from '../../linq/plain-text.ts'
import { chatUrl } from '../../urls/pages.ts'
import type { Row } from './export.ts'

const cell = 'border-t border-line px-4 py-2 align-middle'

/** One row for each chat, or for its failure. */
export function BulkTable({ rows }: { rows: Row[] }) {
  const { search } = useViewSettings()
  return (
    <div className="mt-4 overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full min-w-160">
        <caption className="sr-only">{t`Chats`}</caption>
        <thead>
          <tr className="bg-sunken text-left text-xs text-ink-2">
            {[t`Chat`, t`Name`, t`Service`, t`Group`, t`Messages`, t`Participants`].map((name) => (
              <th key={name} scope="col" className="px-4 py-2 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, outcome }) => (
            <tr
              key={id}
              data-chat-id={id}
              data-state={outcome?.answer ? 'ready' : (outcome?.error?.failure ?? 'loading')}
            >
              <td className={`${cell} font-mono text-sm`}>
                <Link to={chatUrl(id, search)} className="text-accent underline underline-offset-2">
                  {id}
                </Link>
              </td>
              <OutcomeCells outcome={outcome} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function OutcomeCells({ outcome }: Pick<Row, 'outcome'>) {
  if (!outcome)
    return (
      <td colSpan={5} className={cell}>
        <span className="skeleton w-40" aria-hidden="true" />
        <span className="sr-only">{t`Loading`}</span>
      </td>
    )
  if (outcome.error)
    return (
      <td colSpan={5} className={`${cell} text-danger`}>
        {failureMessage(outcome.error).short}
      </td>
    )
  const { displayName, service, group, messageCount } = outcome.answer.chat
  return (
    <>
      <td data-field="display_name" className={`${cell} font-medium`}>
        {displayName != null && isBlank(displayName) ? (
          <span className="text-ink-3">{t`No name`}</span>
        ) : (
          <span className="line-clamp-3">
            <Sent text={displayName} />
          </span>
        )}
      </td>
      <td data-field="service" className={`${cell} overflow-clip`}>
        <ServiceBadge name={service} />
      </td>
      <td data-field="group" className={cell}>
        <Sent text={group === true ? t`Yes` : group === false ? t`No` : group} />
      </td>
      <td data-field="message_count" className={`${cell} whitespace-nowrap`}>
        <Sent text={groupDigits(messageCount)} />
      </td>
      <td data-field="participants" className={cell}>
        <Count chat={outcome.answer.chat} />
      </td>
    </>
  )
}
