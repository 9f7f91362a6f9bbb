import { queryOptions, useQuery } from '@tanstack/react-query'

import { fixedSignIn, serverConfig } from '../settings/url-overrides.ts'
import type { Session } from './fetch-session.ts'

/** How people sign in: `oidc`, `proxy`, or '' when nobody has to; then nothing of it is in the page. */
export const signInMethod = (): string => serverConfig('sign-in') || (fixedSignIn() ?? '')

/** How it is found out who is signed in, and kept. */
export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: () => import('./fetch-session.ts').then(({ fetchSession }) => fetchSession()),
    // A fixed state has a session of its own.
    enabled: serverConfig('sign-in') !== '',
    retry: false,
    networkMode: 'always',
    refetchOnMount: false,
    // The account asks anew whenever somebody comes back to the tab.
    refetchOnWindowFocus: false,
  })

/** Who is signed in; undefined as long as that is not known, or where nobody signs in. */
export function useSession(): Session | undefined {
  const { data } = useQuery(sessionQuery())
  // What a held page made up does not follow to the next one.
  return signInMethod() === '' ? undefined : data
}

/** Whether somebody has to sign in first. */
export const isSignedOut = ({ signIn, person }: Session): boolean => signIn !== null && person === null
