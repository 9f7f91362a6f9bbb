import { t } from '../i18n/text.ts'
import { MessagePage, MessageText } from '../ui/message-page.tsx'
import { LockIcon } from '../ui/more-icons.tsx'
import { OtherAccountLink, ReloadLink, SignOutForm } from './sign-in-actions.tsx'
import { SignedInAs } from './account-name.tsx'
import type { Session } from './fetch-session.ts'

export interface NotAllowedProps {
  signIn: Session['signIn']
  person: NonNullable<Session['person']>
  refusal: string | undefined
}

/** Why an account has no access. All but the last two are mistakes of a setup, not decisions. */
const reasons: Record<string, () => string> = {
  email_unverified: () => t`Your identity provider has not verified the email address of your account.`,
  no_email: () => t`Your identity provider sent no valid email address for your account.`,
  group_path: () =>
    t`Your identity provider sends your group as a path, such as /support, which is not the form that is allowed.`,
  no_group: () => t`Your account is in no group with access.`,
  not_listed: () => t`Your account is not in the list of accounts with access.`,
}

/** Takes the place of every page for a person whose account may not look up chats. */
export const NotAllowed = ({ signIn, person, refusal }: NotAllowedProps) => (
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
    {refusal !== undefined && <MessageText>{reasons[refusal]?.()}</MessageText>}
    <MessageText>
      {t`Your administrator decides which accounts may look up chats. Contact them to request access.`}
    </MessageText>
  </MessagePage>
)
