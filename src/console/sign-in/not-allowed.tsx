import { t } from '../i18n/text.ts'
import { LockIcon } from '../ui/more-icons.tsx'
import { OtherAccountLink, ReloadLink, SignOutForm } from './sign-in-actions.tsx'
import { SignInPage } from './sign-in-page.tsx'
import { SignedInAs } from './account-name.tsx'
import type { Session } from './fetch-session.ts'

export interface NotAllowedProps {
  signIn: Session['signIn']
  person: NonNullable<Session['person']>
}

/** Stands in place of every page for somebody who is signed in with an account that may not look up chats. */
export const NotAllowed = ({ signIn, person }: NotAllowedProps) => (
  <SignInPage
    state="not-allowed"
    tileClass="bg-danger-weak text-danger"
    icon={<LockIcon />}
    title={t`Your account does not have access`}
    actions={
      signIn === 'oidc' ? (
        <>
          <OtherAccountLink />
          <SignOutForm />
        </>
      ) : (
        <ReloadLink />
      )
    }
  >
    <p>
      <SignedInAs person={person} />
    </p>
    <p>{t`Your administrator decides which accounts may look up chats. Contact them to request access.`}</p>
  </SignInPage>
)
