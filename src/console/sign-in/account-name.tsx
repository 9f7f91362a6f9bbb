import type { ReactNode } from 'react'

import { fixedSignIn, isShot } from '../settings/url-overrides.ts'
import { useViewSettings } from '../settings/view-settings.ts'
import { t } from '../i18n/text.ts'
import type { Session } from './fetch-session.ts'

type Person = NonNullable<Session['person']>

/** Whether the account is shown: it is personal data too, and a screenshot shows only the sandbox's. */
export function useShowsAccount(): boolean {
  const { masked } = useViewSettings()
  return !masked && (!isShot() || fixedSignIn() !== null)
}

export const accountLabel = ({ email, name, id }: Person): string => email ?? name ?? id

export function SignedInAs({ person }: { person: Person }): ReactNode {
  const named = useShowsAccount()
  if (!named) return <span>{t`You are signed in.`}</span>
  return (
    <span key="named">
      {t`You are signed in as`}{' '}
      <bdi translate="no" className="font-medium text-ink wrap-anywhere">
        {accountLabel(person)}
      </bdi>
      .
    </span>
  )
}
