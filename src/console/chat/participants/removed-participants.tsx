import { t } from '../../i18n/text.ts'
import { Address, groupDigits } from '../../format/field-values.tsx'
import type { Changes } from './changes.ts'

const maxListed = 100

/** The participants who left since the page was opened. */
export const RemovedParticipants = ({ removed }: Changes) => (
  <div className="border-t border-line bg-sunken px-4 py-3 text-ink-2">
    <h3 className="font-medium">{t`No longer in this chat`}</h3>
    <ul>
      {removed.slice(0, maxListed).map(({ id, address }, index) => (
        <li key={index} data-gone="" className="overflow-clip">
          <Address text={address ?? id} />
        </li>
      ))}
      {removed.length > maxListed && <li>{t`… and ${groupDigits(String(removed.length - maxListed))} more`}</li>}
    </ul>
  </div>
)
