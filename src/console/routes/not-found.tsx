import { t } from '../i18n/text.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Page, PageHeading } from '../ui/page.tsx'

/** Any other address. */
export const NotFoundRoute = () => (
  <Page view="no-page" state="not-found" title={t`Page not found`} className="pt-6 md:pt-8">
    <div className="mx-auto mt-2 max-w-160 md:mt-10">
      <PageHeading className="text-xl font-semibold md:text-2xl">{t`Page not found`}</PageHeading>
      <p className="mt-2 mb-6 text-lg text-ink-2">{t`Check the address, or look up a chat by its ID.`}</p>
      <ButtonLink to="/" variant="primary">
        {t`Go to lookup`}
      </ButtonLink>
    </div>
  </Page>
)
