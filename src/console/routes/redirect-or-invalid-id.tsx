import { Navigate } from 'react-router'

import { CopyErrorDetails } from '../chat/failure/copy-error-details.tsx'
import { searchFor } from '../lookup/asks-to-hide.ts'
import { parseInput } from '../lookup/parse-input.ts'
import { interpretationMessage } from '../lookup/refusal-messages.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { t } from '../i18n/text.ts'
import { ButtonLink } from '../ui/button.tsx'
import { IconTile } from '../ui/icon-tile.tsx'
import { EmptyIcon } from '../ui/more-icons.tsx'
import { Page, PageHeading } from '../ui/page.tsx'
import { chatUrl, bulkUrl } from '../../urls/pages.ts'

/** An address that is not a chat's own: `#45`, `0045` and `45/` go to `45`, several ids to their page, anything else is told. */
export function RedirectOrInvalidId({ typed }: { typed: string }) {
  const { search: kept } = useViewSettings()
  const search = searchFor(typed, kept)
  const input = parseInput(typed)
  switch (input.kind) {
    case 'chat':
      return <Navigate to={chatUrl(input.id, search)} replace />
    case 'chats':
      return <Navigate to={bulkUrl(input.ids, search)} replace />
    case 'ask':
    case 'refused':
      return <InvalidId reason={interpretationMessage(input)} />
  }
}

/** The screen of an address that cannot be a chat's. What was typed stays in the box above; it is not repeated here, because it may be a phone number. */
function InvalidId({ reason }: { reason: string }) {
  const { search, masked } = useViewSettings()
  return (
    <Page
      view="chat"
      state="invalid-id"
      title={t`Not a chat ID`}
      status={t`This is not a chat ID`}
      masked={masked}
      className="pt-6 md:pt-8"
    >
      <div className="mx-auto mt-2 flex max-w-160 flex-col items-start gap-4 md:mt-10">
        <IconTile className="bg-sunken text-ink-2">
          <EmptyIcon />
        </IconTile>
        <div>
          <PageHeading className="text-xl font-semibold md:text-2xl">{t`This is not a chat ID`}</PageHeading>
          <p className="mt-2 max-w-[60ch] text-lg text-ink-2">
            {reason} {t`Nothing was sent to Linq.`}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <ButtonLink to={`/${search}`} variant="primary">
            {t`Look up another chat`}
          </ButtonLink>
          <CopyErrorDetails state="invalid-id" id={null} details={null} />
        </div>
      </div>
    </Page>
  )
}
