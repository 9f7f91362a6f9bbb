import type { ChatId } from '../../linq/chat-id.ts'
import { type Answer, failed } from '../response.ts'
import type { Visit } from '../visit.ts'

/** The last check: what is asked for has to be a chat's id. */
export const checkId = ({ route }: Visit): ChatId | Answer =>
  route.kind === 'chat'
    ? route.id
    : failed('invalid_chat_id', 'A chat ID is a whole number from 1 to 9223372036854775807.')
