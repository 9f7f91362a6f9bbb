import type { ReactNode } from 'react'

import { t } from '../i18n/text.ts'
import type { Chat, SentField } from '../../linq/chat.ts'
import { isBlank } from '../../linq/plain-text.ts'
import { VisibleText } from '../ui/visible-text.tsx'
import { phoneGroups } from './phone-groups.ts'

const Placeholder = ({ children }: { children: ReactNode }) => <span className="text-ink-3">{children}</span>

/** A text as sent, or whether it is empty, has only white space and invisible characters, was sent as null, or was not sent. */
export function Sent({ text }: { text: SentField }) {
  if (text === undefined) return <Placeholder>{t`Missing`}</Placeholder>
  if (text === null) return <Placeholder>{t`Null`}</Placeholder>
  return isBlank(text) ? <Placeholder>{text ? t`Blank` : t`Empty`}</Placeholder> : <VisibleText text={text} />
}

/** The value before a change, as it was sent. */
export const Was = ({ text }: { text: SentField }) => (
  <span data-before="">
    {t`was`} <Sent text={text} />
  </span>
)

/** A flag in words; any other value as it was sent. */
export const wordOf = (flag: Chat['group']): SentField => (flag === true ? t`Yes` : flag === false ? t`No` : flag)

/** How many participants a chat has, or what was sent in place of their list. */
export const Count = ({ chat: { participants, notAList } }: { chat: Chat }) => (
  <Sent
    text={
      notAList === undefined ? groupDigits(participants && String(participants.length)) : t`Not a list: ${notAList}`
    }
  />
)

/** A phone number in groups, or an e-mail address. Selected and copied it is the text that was sent. */
export function Address({ text }: { text: SentField }) {
  const groups = phoneGroups(text ?? '')
  if (groups.length < 2) return <Sent text={text} />
  return (
    <bdi key={text} translate="no" className="whitespace-nowrap">
      {groups.map((group, index) =>
        index === 0 ? (
          group
        ) : (
          <span key={index} className="ml-[0.3em]">
            {group}
          </span>
        ),
      )}
    </bdi>
  )
}

/** A count with its digits grouped, exact at any size; a text that is no whole number is shown as it is. */
export const groupDigits = <Count extends SentField>(count: Count): Count | string =>
  typeof count === 'string' && /^-?[0-9]{1,60}$/.test(count) ? new Intl.NumberFormat('en').format(BigInt(count)) : count
