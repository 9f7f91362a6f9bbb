import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

import type { FailureCode } from '../../linq/failure.ts'
import { ChatLookupError } from '../data/failure.ts'
import { fixedNow } from '../settings/url-overrides.ts'
import { t } from '../i18n/text.ts'
import { Menu } from '../ui/menu.tsx'
import { PersonIcon } from '../ui/more-icons.tsx'
import { AccountInfo } from './account-details.tsx'
import { SignInLink, SignOutForm } from './sign-in-actions.tsx'
import { sessionQuery, useSession } from './session.ts'
import { accountLabel, useShowsAccount } from './account-name.tsx'
import type { Session } from './fetch-session.ts'

/** Who is signed in, in the bar on top of every page: the account with its menu, or the way in. */
export function Account() {
  const session = useSession()
  useSessionKept(session)
  if (!session || session.signIn === null) return null
  return session.person ? (
    <AccountMenu session={session} person={session.person} />
  ) : (
    <SignInLink variant="quiet" className="max-md:px-3" label={t`Sign in`} />
  )
}

interface AccountMenuProps {
  session: Session
  person: NonNullable<Session['person']>
}

function AccountMenu({ session, person }: AccountMenuProps) {
  const named = useShowsAccount()
  return (
    <Menu
      id="account-menu"
      button={
        <>
          <PersonIcon />
          <span className="sr-only lg:not-sr-only lg:min-w-0 lg:truncate">
            {named ? <bdi>{accountLabel(person)}</bdi> : t`Signed in`}
          </span>
        </>
      }
      buttonClass="w-11 max-w-56 px-0 md:w-9 md:px-0 lg:w-auto lg:px-3"
      panelClass="p-4"
    >
      <AccountInfo session={session} />
      {session.signIn === 'oidc' && <SignOutForm className="mt-4" />}
    </Menu>
  )
}

/**
 * Keeps the session and the chats in step: a refused lookup has it asked for anew, and with another account, or none,
 * every chat that is shown is asked for anew too.
 */
function useSessionKept(session: Session | undefined): void {
  const queryClient = useQueryClient()
  useEffect(
    () =>
      queryClient.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'error') return
        const { error } = event.action
        if (error instanceof ChatLookupError && (error.details.status === 401 || error.details.status === 403))
          void queryClient.invalidateQueries({ queryKey: sessionQuery().queryKey })
      }),
    [queryClient],
  )
  const id = session && (session.person?.id ?? null)
  const before = useRef(id)
  useEffect(() => {
    if (id === undefined || id === before.current) return
    // Signed in by the time that this is first known: what was refused a moment before is asked for anew.
    if (before.current === undefined && id !== null)
      void queryClient.invalidateQueries({ queryKey: ['chat'], predicate: ({ state }) => isSignInAsked(state.error) })
    if (before.current !== undefined) {
      // What nobody looks at now would come back with the next step back.
      queryClient.removeQueries({ queryKey: ['chat'], type: 'inactive' })
      void queryClient.invalidateQueries({
        queryKey: ['chat'],
        // One that failed would only be refused again where nobody is signed in.
        predicate: ({ state }) => id !== null || state.status === 'success',
      })
    }
    before.current = id
  }, [id, queryClient])
  useOtherTabs(id)
  useComingBack()
}

const isSignInAsked = (error: unknown) =>
  error instanceof ChatLookupError && error.details.code === ('sign_in_required' satisfies FailureCode)

/**
 * Asks anew whenever somebody comes back to the tab, or to a page that the browser kept: who signed out elsewhere must not be shown here. A question that is on
 * its way already could have an older answer, so it is not waited for. A page whose clock stands still asks nothing.
 */
function useComingBack(): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    if (fixedNow() !== null) return
    const ask = () => {
      if (document.visibilityState === 'visible')
        void queryClient.invalidateQueries({ queryKey: sessionQuery().queryKey }, { cancelRefetch: true })
    }
    // The browser's Back to a page that it kept as it was; not every one of them tells of a change of visibility too.
    const askIfKept = ({ persisted }: PageTransitionEvent) => {
      if (persisted) ask()
    }
    document.addEventListener('visibilitychange', ask)
    addEventListener('pageshow', askIfKept)
    return () => {
      document.removeEventListener('visibilitychange', ask)
      removeEventListener('pageshow', askIfKept)
    }
  }, [queryClient])
}

/** Tells the other tabs who is signed in, and asks anew when one of them knows of somebody else, or of nobody any more. */
function useOtherTabs(id: string | null | undefined): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    if (id === undefined || fixedNow() !== null) return
    const tabs = new BroadcastChannel('chat-console:session')
    tabs.addEventListener('message', ({ data }) => {
      if (data !== id) void queryClient.invalidateQueries({ queryKey: sessionQuery().queryKey })
    })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A channel reaches this origin alone.
    tabs.postMessage(id)
    return () => tabs.close()
  }, [id, queryClient])
}
