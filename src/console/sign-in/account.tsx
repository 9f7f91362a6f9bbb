import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useRef } from 'react'

import type { FailureCode } from '../../linq/failure.ts'
import { ChatLookupError } from '../data/failure.ts'
import { chatsKey } from '../data/query.ts'
import { forgetSearches } from '../find/searches.ts'
import { fixedNow } from '../settings/url-overrides.ts'
import { t } from '../i18n/text.ts'
import { Menu } from '../ui/menu.tsx'
import { PersonIcon } from '../ui/more-icons.tsx'
import { AccountInfo } from './account-details.tsx'
import { SignInLink, SignOutForm } from './sign-in-actions.tsx'
import { sessionQuery, useSession } from './session.ts'
import { accountLabel, useShowsAccount } from './account-name.tsx'
import type { Session } from './fetch-session.ts'

/** The account menu in the header, or a sign-in link. */
export function Account() {
  const session = useSession()
  useSessionSync(session)
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
            {named ? <bdi translate="no">{accountLabel(person)}</bdi> : t`Signed in`}
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
 * Keeps session and data in sync: a refused lookup refetches the session. Another account refetches the chats and forgets the
 * searches.
 */
function useSessionSync(session: Session | undefined): void {
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
    // The first known session: lookups that were refused before it are repeated.
    if (before.current === undefined && id !== null)
      void queryClient.invalidateQueries({ queryKey: chatsKey, predicate: ({ state }) => isSignInAsked(state.error) })
    if (before.current !== undefined) {
      // A number that one person looked for is not sent in the name of another.
      forgetSearches(queryClient)
      // Otherwise Back would show it again.
      queryClient.removeQueries({ queryKey: chatsKey, type: 'inactive' })
      void queryClient.invalidateQueries({
        queryKey: chatsKey,
        // While signed out, failed ones would only be refused again.
        predicate: ({ state }) => id !== null || state.status === 'success',
      })
    }
    before.current = id
  }, [id, queryClient])
  useOtherTabs(id)
  useRefetchOnReturn()
}

const isSignInAsked = (error: unknown) =>
  error instanceof ChatLookupError && error.details.code === ('sign_in_required' satisfies FailureCode)

/**
 * Refetches the session when the tab becomes visible or is restored from the bfcache: a person who signed out elsewhere must
 * not be shown. A running request may have an older answer, so it is cancelled. A fixed clock turns this off.
 */
function useRefetchOnReturn(): void {
  const queryClient = useQueryClient()
  // Before the paint that shows who is signed in: from then on a return must not be missed.
  useLayoutEffect(() => {
    if (fixedNow() !== null) return
    const refetch = () => {
      if (document.visibilityState === 'visible')
        void queryClient.invalidateQueries({ queryKey: sessionQuery().queryKey }, { cancelRefetch: true })
    }
    // Back to a page in the bfcache does not change the visibility in every browser.
    const refetchIfRestored = ({ persisted }: PageTransitionEvent) => {
      if (persisted) refetch()
    }
    document.addEventListener('visibilitychange', refetch)
    addEventListener('pageshow', refetchIfRestored)
    return () => {
      document.removeEventListener('visibilitychange', refetch)
      removeEventListener('pageshow', refetchIfRestored)
    }
  }, [queryClient])
}

/** Tells other tabs who is signed in, and refetches the session when another tab has a different one. */
function useOtherTabs(id: string | null | undefined): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    if (id === undefined || fixedNow() !== null) return
    const tabs = new BroadcastChannel('chat-console:session')
    tabs.addEventListener('message', ({ data }) => {
      if (data !== id) void queryClient.invalidateQueries({ queryKey: sessionQuery().queryKey })
    })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A BroadcastChannel has no target origin.
    tabs.postMessage(id)
    return () => tabs.close()
  }, [id, queryClient])
}
