import { t } from '../i18n/text.ts'
import { MessagePage, MessageText } from '../ui/message-page.tsx'
import { LockIcon } from '../ui/more-icons.tsx'
import { OtherAccountLink, ReloadLink, SignOutForm } from './sign-in-actions.tsx'
import { SignedInAs } from './account-name.tsx'
import type { Session } from './fetch-session.ts'

export interface NotAllowedProps {
  signIn: Session['signIn']
  person: NonNullable<Session['person']>
}

/** Takes the place of every page for a person whose account may not look up chats. */
export const NotAllowed = ({ signIn, person }: NotAllowedProps) => (
  <MessagePage
    view="sign-in"
    state="not-allowed"
    tile={['bg-danger-weak text-danger', <LockIcon key="" />]}
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
    <MessageText>
      <SignedInAs person={person} />
    </MessageText>
    <MessageText>
      {t`Your administrator decides which accounts may look up chats. Contact them to request access.`}
    </MessageText>
  </MessagePage>
)
