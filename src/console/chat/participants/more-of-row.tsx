import type { Departure, Participant } from '../../../linq/chat.ts'
import type { ChatId } from '../../../linq/chat-id.ts'
import { SentTime } from '../../format/sent-time.tsx'
import { t } from '../../i18n/text.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { ParticipantLinks } from '../links-out.tsx'

interface MoreOfRowProps {
  participant: Participant
  /** The chat, where the rows have links into other tools. */
  linkedFrom: ChatId | null | undefined
}

/** What few rows have: that the participant is no longer in the chat, and links into other tools. */
export const MoreOfRow = ({ participant, linkedFrom }: MoreOfRowProps) => (
  <>
    {participant.gone && <Departed gone={participant.gone} />}
    {linkedFrom && (
      <span className="ml-8 inline-flex flex-wrap gap-x-3">
        <ParticipantLinks id={linkedFrom} participant={participant} />
      </span>
    )}
  </>
)

/** Says that a participant is no longer in the chat, and since when. */
const Departed = ({ gone: { status, at } }: { gone: Departure }) => (
  <span data-field="left_at" className="block text-sm text-warn">
    {status === 'removed' ? t`Removed` : !status || status === 'left' ? t`Left` : <VisibleText text={status} />}{' '}
    {at && <SentTime sent={at} />}
  </span>
)
