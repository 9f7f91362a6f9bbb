import { matchPage } from '../../urls/pages.ts'
import { useLocation, useSearchParams } from 'react-router'

import { t } from '../i18n/text.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { signInUrl } from './sign-in-urls.ts'
import { signInMethod, useSession } from './session.ts'
import { isTooLong, returnPath } from '../../urls/return-path.ts'

/** Where a sign-in that is begun on this page comes back to: here, or where the sign-in's own page was asked to lead. */
export function useReturnPath(): string {
  const { pathname, search } = useLocation()
  const [parameters] = useSearchParams()
  return matchPage(pathname)?.name === 'sign-in' ? returnPath(parameters.get('return')) : pathname + search
}

/** Whether this page's address is too long to come back to: then the sign-in happens beside it, and the page goes on by itself. */
export function useIsReturnPathTooLong(): boolean {
  const back = useReturnPath()
  return useSignInMethod() === 'oidc' && isTooLong(back)
}

/** How people sign in, as the server says last. */
const useSignInMethod = (): string => useSession()?.signIn ?? signInMethod()

interface SignInLinkProps {
  variant?: 'primary' | 'quiet'
  className?: string
  /** Short words, where the page around it says no more than that. */
  label?: string
}

/**
 * Begins a sign-in that comes back here. Where a proxy in front does it, loading the page anew is what lets it: so also
 * where nobody said that there is one, and the lookup was refused all the same.
 */
export function SignInLink({ variant = 'primary', className = '', label }: SignInLinkProps) {
  const back = useReturnPath()
  const isHere = useSignInMethod() === 'oidc'
  if (!isHere)
    return (
      <ButtonLink variant={variant} className={className} to={back} reloadDocument>
        {label ?? t`Reload to sign in`}
      </ButtonLink>
    )
  if (!isTooLong(back))
    return (
      <ButtonLink variant={variant} className={className} to={signInUrl(back)} reloadDocument>
        {label ?? t`Sign in`}
      </ButtonLink>
    )
  // The place is kept by staying open.
  return (
    <ButtonLink
      variant={variant}
      className={className}
      to={signInUrl('/')}
      target="_blank"
      rel="noopener"
      reloadDocument
    >
      {label ?? t`Open sign-in in a new tab`}
    </ButtonLink>
  )
}

/** Offers another account, where this console can ask for one. */
export function OtherAccountLink({ variant = 'primary' }: { variant?: 'primary' | 'quiet' }) {
  const back = useReturnPath()
  if (useSignInMethod() !== 'oidc') return null
  return (
    <ButtonLink variant={variant} to={signInUrl(isTooLong(back) ? '/' : back, true)} reloadDocument>
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
  <ButtonLink variant="primary" to={useReturnPath()} reloadDocument>
    {t`Try again`}
  </ButtonLink>
)
