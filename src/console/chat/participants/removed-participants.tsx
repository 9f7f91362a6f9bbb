import { t } from '../../i18n/text.ts'
import { Address, grouped } from '../../format/field-values.tsx'
import type { Changes } from './changes.ts'

/** So many who are gone are named. */
const mostGone = 100

/** Who was there when the page was opened, and is not now. */
export const Gone = ({ gone }: Changes) => (
  <div className="border-t border-line bg-sunken px-4 py-3 text-ink-2">
    <h3 className="font-medium">{t`Gone since this page was opened`}</h3>
    <ul>
      {gone.slice(0, mostGone).map(({ id, address }, index) => (
        <li key={index} data-gone="">
          <Address text={address ?? id} />
        </li>
      ))}
      {gone.length > mostGone && <li>{t`… and ${grouped(String(gone.length - mostGone))} more`}</li>}
    </ul>
  </div>
)
