import { queryOptions, useQuery } from '@tanstack/react-query'

import { fixedSignIn, serverConfig } from '../settings/url-overrides.ts'
import type { Session } from './fetch-session.ts'

/** `oidc`, `proxy`, or '' where no sign-in is configured. */
export const signInMethod = (): string => serverConfig('sign-in') || (fixedSignIn() ?? '')

export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: () => import('./fetch-session.ts').then((all) => all.fetchSession()),
    // A fixed state has its own session.
    enabled: serverConfig('sign-in') !== '',
    retry: false,
    networkMode: 'always',
    refetchOnMount: false,
    // The account refetches it when the tab becomes visible.
    refetchOnWindowFocus: false,
  })

/** The session; undefined until it is known, and where no sign-in is configured. */
export function useSession(): Session | undefined {
  const { data } = useQuery(sessionQuery())
  // The session of a fixed state must not stay on the next page.
  return signInMethod() === '' ? undefined : data
}

export const isSignedOut = ({ signIn, person }: Session): boolean => signIn !== null && person === null
