import type { ChatId } from '../../linq/chat-id.ts'
import type { RequestContext } from '../request.ts'
import { failed, type Outcome } from '../response.ts'

/** The parsed id of the chat that is asked for, or a refusal. */
export const checkId = ({ target }: RequestContext): ChatId | Outcome =>
  target.kind === 'chat'
    ? target.id
    : failed(
        'invalid_chat_id',
        'A chat ID is a whole number from 1 to 9223372036854775807 in API v2, and a UUID in v3.',
      )
