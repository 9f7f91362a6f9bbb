import { formatInZone } from '../format/date-time.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { t } from '../i18n/text.ts'
import { SignInLink, SignOutForm } from './sign-in-actions.tsx'
import { useSession } from './session.ts'
import { accountLabel, useShowsAccount } from './account-name.tsx'
import type { Session } from './fetch-session.ts'

export function AccountSection() {
  const session = useSession()
  return (
    session?.signIn && (
      <section
        aria-labelledby="account-title"
        className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-t border-line px-5 py-4"
      >
        <div className="min-w-0">
          <h3 id="account-title" className="font-semibold">
            {t`Account`}
          </h3>
          <AccountInfo session={session} />
        </div>
        {session.person ? (
          session.signIn === 'oidc' && <SignOutForm />
        ) : (
          <SignInLink variant="quiet" label={t`Sign in`} />
        )}
      </section>
    )
  )
}

export function AccountInfo({ session: { person, signIn, until } }: { session: Session }) {
  const named = useShowsAccount()
  const { zone } = useViewSettings()
  if (!person) return <p className="text-ink-2">{t`You are not signed in.`}</p>
  const name = accountLabel(person)
  return (
    <>
      <p className="wrap-anywhere">
        {named ? (
          <>
            <span className="block text-sm text-ink-3">{t`Signed in as`}</span>
            <bdi translate="no" className="font-medium">
              {name}
            </bdi>
          </>
        ) : (
          t`Signed in. Your account is hidden along with other personal data.`
        )}
      </p>
      {named && person.name !== null && person.name !== name && (
        <p className="text-ink-2 wrap-anywhere">
          <bdi translate="no">{person.name}</bdi>
        </p>
      )}
      {until !== null && (
        <p className="mt-1 text-sm text-ink-3">
          {t`Until`} <time dateTime={until}>{formatInZone(Date.parse(until), zone === 'sent' ? 'UTC' : zone)}</time>
        </p>
      )}
      {signIn === 'proxy' && (
        <p className="mt-1 text-sm text-ink-3">{t`You are signed in through a proxy. Sign out there.`}</p>
      )}
    </>
  )
}
