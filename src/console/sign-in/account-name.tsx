import type { ReactNode } from 'react'

import { fixedSignIn, isShot } from '../settings/url-overrides.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { t } from '../i18n/text.ts'
import type { Session } from './fetch-session.ts'

type Person = NonNullable<Session['person']>

/**
 * Whether an account may be named. It is personal data too: with that hidden it is not in the page at all, and a picture
 * names nobody but the sandbox's own.
 */
export function useShowsAccount(): boolean {
  const { masked } = useViewSettings()
  return !masked && (!isShot() || fixedSignIn() !== null)
}

/** What an account is called: by its address, else by its name, else by the provider's id. */
export const accountLabel = ({ email, name, id }: Person): string => email ?? name ?? id

/** Says who is signed in, in a sentence. */
export function SignedInAs({ person }: { person: Person }): ReactNode {
  const named = useShowsAccount()
  if (!named) return t`You are signed in.`
  return (
    <>
      {t`You are signed in as`} <bdi className="font-medium text-ink wrap-anywhere">{accountLabel(person)}</bdi>.
    </>
  )
}
