import { isPhoneNumber } from '../../linq/handle.ts'
import { t } from '../i18n/text.ts'
import type { SearchTarget } from './searches.ts'

/** A number or an e-mail address; while personal data is hidden only its kind, and a number's last two digits. */
export function handleWords({ handle, formatted }: SearchTarget, masked: boolean): string {
  if (!masked) return formatted
  return isPhoneNumber(handle) ? t`a number ending in ${handle.slice(-2)}` : t`an email address`
}
