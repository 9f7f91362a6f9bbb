import { isPhoneNumber } from '../../linq/handle.ts'
import { t } from '../i18n/text.ts'
import type { Asked } from './searches.ts'

/** A number or an e-mail address; while personal data is hidden only its kind, and a number's last two digits. */
export function handleWords({ handle, written }: Asked, masked: boolean): string {
  if (!masked) return written
  return isPhoneNumber(handle) ? t`a number ending in ${handle.slice(-2)}` : t`an email address`
}
