import { matchPage } from '../../urls/pages.ts'
import { useLocation, useSearchParams } from 'react-router'

import { t } from '../i18n/text.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { signInUrl } from './sign-in-urls.ts'
import { signInBy, useSession } from './session.ts'
import { isTooLong, returnPath } from '../../urls/return-path.ts'

/** Where a sign-in that is begun on this page comes back to: here, or where the sign-in's own page was asked to lead. */
export function useBack(): string {
  const { pathname, search } = useLocation()
  const [parameters] = useSearchParams()
  return matchPage(pathname)?.name === 'sign-in' ? returnPath(parameters.get('return')) : pathname + search
}

/** Whether this page's address is too long to come back to: then the sign-in happens beside it, and the page goes on by itself. */
export function useIsTooLong(): boolean {
  const back = useBack()
  return useSignInBy() === 'oidc' && isTooLong(back)
}

/** How people sign in, as the server says last. */
const useSignInBy = (): string => useSession()?.signIn ?? signInBy()

interface SignInLinkProps {
  look?: 'primary' | 'quiet'
  className?: string
  /** Short words, where the page around it says no more than that. */
  words?: string
}

/**
 * Begins a sign-in that comes back here. Where a proxy in front does it, loading the page anew is what lets it: so also
 * where nobody said that there is one, and the lookup was refused all the same.
 */
export function SignInLink({ look = 'primary', className = '', words }: SignInLinkProps) {
  const back = useBack()
  const isHere = useSignInBy() === 'oidc'
  if (!isHere)
    return (
      <ButtonLink look={look} className={className} to={back} reloadDocument>
        {words ?? t`Reload to sign in`}
      </ButtonLink>
    )
  if (!isTooLong(back))
    return (
      <ButtonLink look={look} className={className} to={signInUrl(back)} reloadDocument>
        {words ?? t`Sign in`}
      </ButtonLink>
    )
  // The place is kept by staying open.
  return (
    <ButtonLink look={look} className={className} to={signInUrl('/')} target="_blank" rel="noopener" reloadDocument>
      {words ?? t`Open sign-in in a new tab`}
    </ButtonLink>
  )
}

/** Offers another account, where this console can ask for one. */
export function OtherAccountLink({ look = 'primary' }: { look?: 'primary' | 'quiet' }) {
  const back = useBack()
  if (useSignInBy() !== 'oidc') return null
  return (
    <ButtonLink look={look} to={signInUrl(isTooLong(back) ? '/' : back, true)} reloadDocument>
      {t`Use another account`}
    </ButtonLink>
  )
}

/** Ends the session of this console; the provider's own may stay. A form, since a link must not end anything. */
export const SignOutForm = ({ className = '' }: { className?: string }) => (
  <form method="post" action="/auth/sign-out" className={className}>
    <Button type="submit" className="w-full">
      {t`Sign out`}
    </Button>
  </form>
)

/** Loads the page anew, for what only the way to this console can change. */
export const ReloadLink = () => (
  <ButtonLink look="primary" to={useBack()} reloadDocument>
    {t`Try again`}
  </ButtonLink>
)
