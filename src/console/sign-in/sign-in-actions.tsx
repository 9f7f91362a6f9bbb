import { matchPage, pages } from '../../urls/pages.ts'
import { useLocation, useSearchParams } from 'react-router'

import { maskParameter } from '../settings/mask-parameter.ts'
import { t } from '../i18n/text.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { needsSignInWindow, useFrameSignIn } from './frame-sign-in.ts'
import { signInUrl } from './sign-in-urls.ts'
import { signInMethod, useSession } from './session.ts'
import { isTooLong, returnPath } from '../../urls/return-path.ts'

/** Where a sign-in returns to: this page, or the sign-in page's `return`. */
export function useReturnPath(): string {
  const { pathname, search } = useLocation()
  const [parameters] = useSearchParams()
  const lookup = useLookupPath()
  if (matchPage(pathname)?.name !== 'sign-in') return pathname + search
  const back = returnPath(parameters.get('return'))
  return back === pages.lookup.path ? lookup : back
}

/** The path of the lookup page, which hides personal data if this page does. */
function useLookupPath(): string {
  const [parameters] = useSearchParams()
  return `${pages.lookup.path}${maskParameter(parameters) === true ? '?mask=1' : ''}`
}

/** Whether this page's address is too long to return to: then the sign-in opens in another tab. */
export function useIsReturnPathTooLong(): boolean {
  const back = useReturnPath()
  return useSignInMethod() === 'oidc' && isTooLong(back)
}

const useSignInMethod = (): string => useSession()?.signIn ?? signInMethod()

interface SignInLinkProps {
  variant?: 'primary' | 'quiet'
  className?: string
  label?: string
}

/** Starts a sign-in that returns to this page. Behind a proxy, which handles the sign-in, a reload does that. */
export function SignInLink({ variant = 'primary', className = '', label }: SignInLinkProps) {
  const back = useReturnPath()
  const lookup = useLookupPath()
  const isOidc = useSignInMethod() === 'oidc'
  const signIn = useFrameSignIn()
  if (needsSignInWindow())
    return (
      <>
        <Button variant={variant} className={className} onClick={() => void signIn(signInUrl(pages.lookup.path))}>
          {label ?? t`Sign in`}
        </Button>
        {variant === 'primary' && (
          <ButtonLink to={back} target="_blank" rel="noopener">
            {t`Open in a new tab`}
          </ButtonLink>
        )}
      </>
    )
  const inNewTab = isOidc && isTooLong(back)
  const usualLabel = inNewTab ? t`Open sign-in in a new tab` : isOidc ? t`Sign in` : t`Reload to sign in`
  return (
    <ButtonLink
      variant={variant}
      className={className}
      to={isOidc ? signInUrl(inNewTab ? lookup : back) : back}
      {...(inNewTab && { target: '_blank', rel: 'noopener' })}
      reloadDocument
    >
      {label ?? usualLabel}
    </ButtonLink>
  )
}

/** Signs in with another account, where the provider can be asked for one. */
export function OtherAccountLink({ variant = 'primary' }: { variant?: 'primary' | 'quiet' }) {
  const back = useReturnPath()
  const lookup = useLookupPath()
  const signIn = useFrameSignIn()
  if (useSignInMethod() !== 'oidc') return null
  if (needsSignInWindow())
    return (
      <Button variant={variant} onClick={() => void signIn(signInUrl(pages.lookup.path, true))}>
        {t`Use another account`}
      </Button>
    )
  return (
    <ButtonLink variant={variant} to={signInUrl(isTooLong(back) ? lookup : back, true)} reloadDocument>
      {t`Use another account`}
    </ButtonLink>
  )
}

/** Ends the console's session, not the provider's. A form: a link must not change state. */
export const SignOutForm = ({ className = '' }: { className?: string }) => (
  <form method="post" action="/auth/sign-out" className={className}>
    <Button type="submit" className="w-full">
      {t`Sign out`}
    </Button>
  </form>
)

/** Reloads the page, so that a proxy can sign in. */
export const ReloadLink = () => (
  <ButtonLink variant="primary" to={useReturnPath()} reloadDocument>
    {t`Try again`}
  </ButtonLink>
)
