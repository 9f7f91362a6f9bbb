import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'

import { useViewSettings } from '../settings/view-settings.ts'
import { OtherAccountLink, SignInLink, useReturnPath } from '../sign-in/sign-in-actions.tsx'
import { signInMessage } from '../sign-in/messages.ts'
import { sessionQuery, signInMethod } from '../sign-in/session.ts'
import { SignInPage } from '../sign-in/sign-in-page.tsx'
import { SignedInAs } from '../sign-in/account-name.tsx'
import { t } from '../i18n/text.ts'
import { ButtonLink } from '../ui/button.tsx'
import { AlertIcon, LeaveIcon, PersonIcon } from '../ui/more-icons.tsx'
import { PendingPage } from '../ui/pending-marker.tsx'

const calm = 'bg-accent-weak text-accent'

/** /sign-in: where a sign-in that came to nothing and a sign-out lead to. Whoever opens it by themselves is told how they stand. */
export function SignInRoute() {
  const [search] = useSearchParams()
  const { data: session, isLoading } = useQuery(sessionQuery())
  const problem = search.get('problem')
  if (signInMethod() === '') return <Off />
  if (problem !== null) return <Failed problem={problem} />
  if (isLoading) return <PendingPage />
  if (session?.person) return <SignedIn person={session.person} />
  return search.get('signed-out') === '1' ? <SignedOut /> : <Required />
}

const Required = () => (
  <SignInPage
    state="required"
    tileClass={calm}
    icon={<PersonIcon />}
    title={t`Sign in to look up chats`}
    actions={<SignInLink />}
  >
    <p>{t`Use your organisation’s account.`}</p>
  </SignInPage>
)

const SignedOut = () => (
  <SignInPage
    state="signed-out"
    tileClass="bg-sunken text-ink-2"
    icon={<LeaveIcon />}
    title={t`You are signed out`}
    actions={<SignInLink label={t`Sign in again`} />}
  >
    <p>{t`You may still be signed in to your organisation in this browser. On a shared device, sign out there too.`}</p>
  </SignInPage>
)

function Failed({ problem }: { problem: string }) {
  const { title, description } = signInMessage(problem)
  return (
    <SignInPage
      state="failed"
      tileClass="bg-warn-weak text-warn"
      icon={<AlertIcon />}
      title={title}
      actions={
        <>
          <SignInLink label={t`Try again`} />
          {problem === 'refused' && <OtherAccountLink variant="quiet" />}
        </>
      }
    >
      <p>{description}</p>
    </SignInPage>
  )
}

function SignedIn({ person }: Parameters<typeof SignedInAs>[0]) {
  const back = useReturnPath()
  return (
    <SignInPage
      state="signed-in"
      tileClass="bg-ok-weak text-ok"
      icon={<PersonIcon />}
      title={t`You are already signed in`}
      actions={
        <ButtonLink variant="primary" to={back}>
          {back === '/' ? t`Go to lookup` : t`Continue`}
        </ButtonLink>
      }
    >
      <p>
        <SignedInAs person={person} />
      </p>
    </SignInPage>
  )
}

function Off() {
  const { search } = useViewSettings()
  return (
    <SignInPage
      state="off"
      tileClass="bg-sunken text-ink-2"
      icon={<PersonIcon />}
      title={t`Sign-in is not required`}
      actions={
        <ButtonLink variant="primary" to={`/${search}`}>
          {t`Go to lookup`}
        </ButtonLink>
      }
    >
      <p>{t`Anyone who can open this console can look up chats.`}</p>
    </SignInPage>
  )
}
