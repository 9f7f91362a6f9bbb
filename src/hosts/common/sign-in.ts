import type { SignIn } from '../../gateway/sign-in/identity.ts'
import type { Settings } from './settings.ts'

/** The way people sign in, as the settings say; null when nobody has to. */
export function createSignIn(_: Settings): SignIn | null {
  return null
}
