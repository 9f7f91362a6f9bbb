import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'

import { useViewSettings } from '../settings/view-settings.ts'
import { OtherAccountLink, SignInLink, useReturnPath } from '../sign-in/sign-in-actions.tsx'
import { reasonMessage, signInMessage } from '../sign-in/messages.ts'
import { sessionQuery, signInMethod } from '../sign-in/session.ts'
import { SignedInAs } from '../sign-in/account-name.tsx'
import { matchPage } from '../../urls/pages.ts'
import { t } from '../i18n/text.ts'
import { ButtonLink } from '../ui/button.tsx'
import { MessagePage, MessageText } from '../ui/message-page.tsx'
import { AlertIcon, LeaveIcon, PersonIcon } from '../ui/more-icons.tsx'
import { PendingPage } from '../ui/pending-marker.tsx'

/** /sign-in: where a failed sign-in and a sign-out lead to. */
export function SignInRoute() {
  const [search] = useSearchParams()
  const { data: session, isLoading } = useQuery(sessionQuery())
  const problem = search.get('problem')
  if (signInMethod() === '') return <Off />
  if (problem !== null) return <Failed problem={problem} reason={search.get('reason')} />
  if (isLoading) return <PendingPage />
  if (session?.person) return <SignedIn person={session.person} />
  return search.get('signed-out') === '1' ? <SignedOut /> : <Required />
}

const Required = () => (
  <MessagePage
    view="sign-in"
    state="required"
    tile={['bg-accent-weak text-accent', <PersonIcon key="" />]}
    title={t`Sign in to look up chats`}
    actions={<SignInLink />}
  >
    <MessageText>{t`Use your organisation’s account.`}</MessageText>
  </MessagePage>
)

const SignedOut = () => (
  <MessagePage
    view="sign-in"
    state="signed-out"
    tile={['bg-sunken text-ink-2', <LeaveIcon key="" />]}
    title={t`You are signed out`}
    actions={<SignInLink label={t`Sign in again`} />}
  >
    <MessageText>
      {t`You may still be signed in to your organisation in this browser. On a shared device, sign out there too.`}
    </MessageText>
  </MessagePage>
)

function Failed({ problem, reason }: { problem: string; reason: string | null }) {
  const { title, description } = signInMessage(problem)
  const cause = problem === 'invalid' ? reasonMessage(reason) : null
  return (
    <MessagePage
      view="sign-in"
      state="failed"
      tile={['bg-warn-weak text-warn', <AlertIcon key="" />]}
      title={title}
      actions={
        <>
          <SignInLink label={t`Try again`} />
          {problem === 'refused' && <OtherAccountLink variant="quiet" />}
        </>
      }
    >
      {cause !== null && <MessageText>{cause}</MessageText>}
      <MessageText>{description}</MessageText>
    </MessagePage>
  )
}

function SignedIn({ person }: Parameters<typeof SignedInAs>[0]) {
  const back = useReturnPath()
  return (
    <MessagePage
      view="sign-in"
      state="signed-in"
      tile={['bg-ok-weak text-ok', <PersonIcon key="" />]}
      title={t`You are already signed in`}
      actions={
        <ButtonLink variant="primary" to={back}>
          {matchPage(back.replace(/\?.*/, ''))?.name === 'lookup' ? t`Go to lookup` : t`Continue`}
        </ButtonLink>
      }
    >
      <MessageText>
        <SignedInAs person={person} />
      </MessageText>
    </MessagePage>
  )
}

const Off = () => (
  <MessagePage
    view="sign-in"
    state="off"
    tile={['bg-sunken text-ink-2', <PersonIcon key="" />]}
    title={t`Sign-in is not required`}
    actions={
      <ButtonLink variant="primary" to={`/${useViewSettings().search}`}>
        {t`Go to lookup`}
      </ButtonLink>
    }
  >
    <MessageText>{t`Anyone who can open this console can look up chats.`}</MessageText>
  </MessagePage>
)
