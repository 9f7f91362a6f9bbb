import type { ReactNode } from 'react'

import type { ChatExtras as Extras, Health } from '../../../linq/chat.ts'
import { Sent, Was, wordOf } from '../../format/field-values.tsx'
import { SentTime } from '../../format/sent-time.tsx'
import { t } from '../../i18n/text.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import type { Changes } from '../participants/changes.ts'
import { card } from './card.ts'
import { HealthBadge } from './health-badge.tsx'
import { healthWords } from './health-words.ts'

/** What only API v3 says about a chat. */
export function ChatExtras({ extras, before }: { extras: Extras; before: Changes['before'] }) {
  const { createdAt, updatedAt, archived, health, icon } = extras
  return (
    <section aria-labelledby="extras" className={`${card} px-4 py-3`}>
      <h2 id="extras" className="text-lg font-semibold">
        {t`More from API v3`}
      </h2>
      <dl className="mt-2 grid gap-y-2 text-sm sm:grid-cols-[auto_minmax(0,1fr)] sm:gap-x-4">
        <Item field="health" label={t`Health`} was={'health' in before && <Was text={before.health} />}>
          {health ? <HealthValue health={health} /> : <Sent text={health} />}
        </Item>
        <Item field="created_at" label={t`Created`}>
          <SentTime sent={createdAt} />
        </Item>
        <Item field="updated_at" label={t`Updated`} was={'updatedAt' in before && <Was text={before.updatedAt} />}>
          <SentTime sent={updatedAt} />
        </Item>
        <Item
          field="is_archived"
          label={t`Archived`}
          was={'archived' in before && <Was text={wordOf(before.archived)} />}
        >
          <Sent text={wordOf(archived)} />
        </Item>
        <Item field="group_chat_icon" label={t`Group icon`} was={'icon' in before && <Was text={before.icon} />}>
          {/* Not as a picture: it may show people, and its host would learn who looks at the chat. */}
          {icon == null ? (
            t`None`
          ) : (
            <Link url={icon}>
              <VisibleText text={icon} />
            </Link>
          )}
        </Item>
      </dl>
    </section>
  )
}

const Item = ({
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
  <div className="contents">
    <dt className="text-ink-3">{label}</dt>
    <dd data-field={field} className="max-sm:mb-1 wrap-anywhere">
      {children}
      {was && <span className="ml-3 font-medium text-accent">{was}</span>}
    </dd>
  </div>
)

function HealthValue({ health: { status, score, reason, docUrl, updatedAt } }: { health: Health }) {
  const words = healthWords(status)
  return (
    <>
      {status !== undefined && <HealthBadge status={status} className="mr-3" />}
      {score !== undefined && (
        <span className="mr-3">
          {t`Score`} <Sent text={score} />
        </span>
      )}
      {reason !== undefined && (
        <span className="mr-3">
          <Sent text={reason} />
        </span>
      )}
      {words.meaning !== null && <span className="mr-3">{words.meaning}</span>}
      {docUrl != null && (
        <span className="mr-3">
          <Link url={docUrl}>{t`Linq’s explanation`}</Link>
        </span>
      )}
      {updatedAt !== undefined && (
        <span className="text-ink-3">
          {t`Updated`} <SentTime sent={updatedAt} />
        </span>
      )}
    </>
  )
}

/** A link that Linq sent; any other text than an https URL is shown as it is, also what stands for one while it is hidden. */
const Link = ({ url, children }: { url: string; children: ReactNode }) =>
  /^https:\/\/[^\s]+$/.test(url) && URL.canParse(url) ? (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      referrerPolicy="no-referrer"
      className="text-accent underline underline-offset-2 hover:text-accent-hover"
    >
      {children}
    </a>
  ) : (
    <Sent text={url} />
  )
