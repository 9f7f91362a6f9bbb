import { Navigate } from 'react-router'

import { CopyErrorDetails } from '../chat/failure/copy-error-details.tsx'
import { searchFor } from '../lookup/asks-to-hide.ts'
import { parseInput } from '../lookup/parse-input.ts'
import { interpretationMessage } from '../lookup/refusal-messages.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { useMaySearch } from '../sign-in/may-search.ts'
import { t } from '../i18n/text.ts'
import { ButtonLink } from '../ui/button.tsx'
import { EmptyIcon } from '../ui/more-icons.tsx'
import { MessagePage, MessageText } from '../ui/message-page.tsx'
import { chatUrl, bulkUrl } from '../../urls/pages.ts'

/** An address other than a chat's: `#45`, `0045`, `45/` and `45&mask=1` redirect to `45`, several IDs to the bulk page. */
export function RedirectOrInvalidId({ typed }: { typed: string }) {
  const { search: kept } = useViewSettings()
  const find = useMaySearch()
  const search = searchFor(typed, kept)
  const input = parseInput(typed)
  switch (input.kind) {
    case 'chat':
      return <Navigate to={chatUrl(input.id, search)} replace />
    case 'chats':
      return <Navigate to={bulkUrl(input.ids, search)} replace />
    case 'ask':
    case 'refused':
      return <InvalidId reason={interpretationMessage(input, { find })} search={search} />
  }
}

/** An address that cannot be a chat's. The text stays in the lookup box; it is not repeated, as it may be a phone number. */
function InvalidId({ reason, search }: { reason: string; search: string }) {
  const { masked } = useViewSettings()
  return (
    <MessagePage
      view="chat"
      state="invalid-id"
      title={t`Not a chat ID`}
      heading={t`This is not a chat ID`}
      masked={masked}
      tile={['bg-sunken text-ink-2', <EmptyIcon key="" />]}
      actions={
        <>
          <ButtonLink to={`/${search}`} variant="primary">
            {t`Look up another chat`}
          </ButtonLink>
          <CopyErrorDetails state="invalid-id" headline={t`This is not a chat ID`} id={null} details={null} />
        </>
      }
    >
      <MessageText>{`${reason} ${t`Nothing was sent to Linq.`}`}</MessageText>
    </MessagePage>
  )
}
