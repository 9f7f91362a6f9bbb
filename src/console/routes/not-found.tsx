import { useViewSettings } from '../settings/view-settings.ts'
import { t } from '../i18n/text.ts'
import { ButtonLink } from '../ui/button.tsx'
import { MessagePage, MessageText } from '../ui/message-page.tsx'

/** Any other address. */
export const NotFoundRoute = () => (
  <MessagePage
    view="no-page"
    state="not-found"
    title={t`Page not found`}
    actions={
      <ButtonLink to={`/${useViewSettings().search}`} variant="primary">
        {t`Go to lookup`}
      </ButtonLink>
    }
  >
    <MessageText>{t`Check the address, or look up a chat by its ID.`}</MessageText>
  </MessagePage>
)
