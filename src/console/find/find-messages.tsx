// The pages of a search without a list of chats.
import type { ReactNode } from 'react'

import { isPhoneNumber } from '../../linq/handle.ts'
import { MaskSwitch } from '../chat/mask-switch.tsx'
import { sourceLabel, useDataSource } from '../data-source.ts'
import { t } from '../i18n/text.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { EmptyIcon, LockIcon } from '../ui/more-icons.tsx'
import { MessagePage, MessageText } from '../ui/message-page.tsx'
import { handleWords } from './handle-words.ts'
import type { SearchTarget } from './searches.ts'

const neutral = 'bg-sunken text-ink-2'

const LookupLink = () => (
  <ButtonLink to={`/${useViewSettings().search}`} variant="primary">
    {t`Go to lookup`}
  </ButtonLink>
)

/** The page of an address alone: a link, a reload, or a search that was forgotten. */
export const NoNumber = () => (
  <MessagePage
    view="find"
    state="no-number"
    title={t`Find chats`}
    heading={t`Nothing to search for`}
    tile={[neutral, <EmptyIcon key="" />]}
    masked={useViewSettings().masked}
    actions={<LookupLink />}
  >
    <MessageText>
      {t`A search is not part of a link, so that nobody’s number is in an address, a history or a log. It ends with this tab, with a reload, when another person signs in, and half an hour after you leave its list.`}
    </MessageText>
    <MessageText>
      {t`Enter the phone number or email address in the “Chat ID” box above. To share chats that you have found, use “Copy link to these chats”.`}
    </MessageText>
  </MessagePage>
)

/** The page where the server does not offer it. */
export const FindOff = () => (
  <MessagePage
    view="find"
    state="off"
    title={t`Find chats`}
    heading={t`Finding chats by number is off here`}
    tile={[neutral, <LockIcon key="" />]}
    masked={useViewSettings().masked}
    actions={<LookupLink />}
  >
    <MessageText>
      {t`This console opens chats by ID. A list of the chats with a number is a directory of people, so your administrator decides whether it is on.`}
    </MessageText>
    <MessageText>{t`You can use a chat’s ID from a ticket, a link or a webhook instead.`}</MessageText>
  </MessagePage>
)

/** The page of a search without a result. */
export function NothingFound({ target, again }: { target: SearchTarget; again: () => void }) {
  const { handle } = target
  const { masked } = useViewSettings()
  const source = useDataSource()
  const isPhone = isPhoneNumber(handle)
  const tips: ReactNode[] = [
    isPhone
      ? t`Check the country code and each digit. Linq knows a person by one exact number.`
      : t`Check the spelling, upper and lower case included. Linq knows a person by one exact address.`,
    isPhone
      ? t`Try the person’s email address: iMessage may use it in place of the number.`
      : t`Try the person’s phone number, with its country code.`,
    t`Chats of API v2 cannot be found this way. Open those by ID, which a webhook or a log has.`,
    t`Chats on lines of another Linq account or environment are not available here.`,
  ]
  return (
    <MessagePage
      view="find"
      state="nothing-found"
      title={t`Find chats – nothing found`}
      heading={t`No chats with ${handleWords(target, masked)}`}
      masked={masked}
      tile={[neutral, <EmptyIcon key="" />]}
      actions={
        <>
          <LookupLink />
          <Button onClick={again}>{t`Try again`}</Button>
          <MaskSwitch />
        </>
      }
    >
      <MessageText>
        {isPhone
          ? t`Linq’s API v3 found no chats with this number on any line of this account.`
          : t`Linq’s API v3 found no chats with this address on any line of this account.`}
      </MessageText>
      <dl className="mt-4 grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 border-t border-line pt-4 text-sm">
        <dt className="text-ink-3">{t`Searched for`}</dt>
        <dd data-field="handle" className="wrap-anywhere">
          <bdi translate="no">{masked ? handleWords(target, masked) : handle}</bdi>
        </dd>
        <dt className="text-ink-3">{t`API`}</dt>
        <dd data-field="api">{t`v3, ${sourceLabel(source)}`}</dd>
      </dl>
      <h2 className="mt-6 font-semibold">{t`What you can try`}</h2>
      <ul className="mt-3 overflow-hidden rounded-lg border border-line bg-surface">
        {tips.map((tip, index) => (
          <li key={index} className="px-4 py-2 not-first:border-t not-first:border-line">
            {tip}
          </li>
        ))}
      </ul>
    </MessagePage>
  )
}
