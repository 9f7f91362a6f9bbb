import type { ReactNode } from 'react'

import { t } from '../i18n/text.ts'
import { isBlank } from '../../linq/plain-text.ts'
import { VisibleText } from '../ui/visible-text.tsx'
import { phoneGroups } from './phone-groups.ts'

const Missing = ({ children }: { children: ReactNode }) => <span className="text-ink-3">{children}</span>

/** A text as sent, or whether it is empty or was not sent. */
export function Sent({ text }: { text: string | null }) {
  if (text === null) return <Missing>{t`Not sent`}</Missing>
  return isBlank(text) ? <Missing>{t`Empty`}</Missing> : <VisibleText text={text} />
}

/** A phone number in groups, or an e-mail address. Selected and copied it is the text that was sent. */
export function Address({ text }: { text: string | null }) {
  const groups = text === null ? [] : phoneGroups(text)
  if (groups.length < 2) return <Sent text={text} />
  return (
    <bdi key={text} translate="no" className="whitespace-nowrap">
      {groups.map((group, index) => (
        <span key={index} className={index > 0 ? 'ml-[0.3em]' : ''}>
          {group}
        </span>
      ))}
    </bdi>
  )
}

const pillClasses: Partial<Record<string, string>> = {
  iMessage: 'bg-imessage-weak text-imessage',
  SMS: 'bg-sms-weak text-sms',
  RCS: 'bg-rcs-weak text-rcs',
}

/** A service in its colour, or a note that Linq does not document it. */
export function Service({ name }: { name: string | null }) {
  if (name === null || isBlank(name)) return <Sent text={name} />
  const pillClass = pillClasses[name]
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-2 gap-y-1">
      <span
        className={`inline-flex min-h-6 max-w-full items-center rounded-full border border-transparent px-2.5 text-xs font-medium ${pillClass ? `${pillClass} whitespace-nowrap` : 'bg-sunken text-ink-2'}`}
      >
        <VisibleText text={name} />
      </span>
      {!pillClass && <span className="text-xs font-normal text-ink-3">{t`not documented by Linq`}</span>}
    </span>
  )
}

/** A count with its digits grouped, exact at any size; a text that is no whole number is shown as it is. */
export const groupDigits = (count: string | null): string | null =>
  count !== null && /^-?[0-9]{1,60}$/.test(count) ? new Intl.NumberFormat('en').format(BigInt(count)) : count
