import type { ChatLookupError } from '../data/failure.ts'
import { failureMessage, needsSignIn } from '../chat/failure/messages.ts'
import { OtherAccountLink, SignInLink, useIsReturnPathTooLong } from '../sign-in/sign-in-actions.tsx'
import { useSession } from '../sign-in/session.ts'
import { SignedInAs } from '../sign-in/account-name.tsx'
import { t } from '../i18n/text.ts'
import { Button } from '../ui/button.tsx'
import { MessagePage, MessageText } from '../ui/message-page.tsx'
import { LockIcon, PersonIcon } from '../ui/more-icons.tsx'

interface AccessRefusedProps {
  /** How many chats are not shown. */
  count: number
  /** What the server answered; null where it is already known that the person is signed out. */
  error: ChatLookupError | null
  retry: () => void
}

/** Stands for the whole table where every lookup would be refused for the same reason. */
export function AccessRefused({ count, error, retry }: AccessRefusedProps) {
  const person = useSession()?.person
  const tooLong = useIsReturnPathTooLong()
  if (error && !needsSignIn(error)) {
    const notAllowed = error.details.code === 'not_allowed'
    const { title, description } = failureMessage(error)
    return (
      <MessagePage
        view="several"
        state="unauthorized"
        title={title}
        tile={['bg-danger-weak text-danger', <LockIcon key="" />]}
        actions={
          <>
            {notAllowed && <OtherAccountLink />}
            <Button onClick={retry}>{t`Try again`}</Button>
          </>
        }
      >
        {notAllowed && person && <MessageText>{<SignedInAs person={person} />}</MessageText>}
        <MessageText>{description}</MessageText>
      </MessagePage>
    )
  }
  const title = count === 1 ? t`Sign in to see this chat` : t`Sign in to see these ${count} chats`
  return (
    <MessagePage
      view="several"
      state="unauthorized"
      title={title}
      tile={['bg-accent-weak text-accent', <PersonIcon key="" />]}
      actions={
        <>
          <SignInLink />
          <Button onClick={retry}>{t`Try again`}</Button>
        </>
      }
    >
      <MessageText>
        {tooLong
          ? t`Sign in to continue. The list in this address is too long to restore after signing in. Keep this page open; it continues once you are signed in.`
          : t`Sign in to continue. You will return to this list.`}
      </MessageText>
    </MessagePage>
  )
}
