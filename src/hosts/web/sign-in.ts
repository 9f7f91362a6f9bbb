import { createAccessJwt } from '../../gateway/sign-in/proxy/access-jwt.ts'
import type { SignIn } from '../../gateway/sign-in/identity.ts'
import { createOidc } from '../../gateway/sign-in/oidc/oidc.ts'
import type { Settings } from '../settings/settings.ts'

/**
 * The way people sign in, as the settings say; null when nobody has to.
 * @param shares whether one request may wait for what another began.
 */
export function createSignIn(
  { signIn, publicOrigin }: Pick<Settings, 'signIn' | 'publicOrigin'>,
  shares: boolean,
): SignIn | null {
  if (signIn?.kind === 'proxy') return createAccessJwt(signIn)
  // The settings demand an origin with OpenID Connect.
  return signIn && publicOrigin !== null ? createOidc({ ...signIn, publicOrigin, shares }) : null
}
