import type { SentField } from '../../../linq/chat.ts'
import { t } from '../../i18n/text.ts'

interface HealthWords {
  /** null for a status that Linq does not document. */
  name: string | null
  meaning: string | null
  tone: 'ok' | 'warn' | 'danger'
}

const words = new Map<string, () => HealthWords>([
  ['HEALTHY', () => ({ name: t`Healthy`, meaning: t`Linq knows of no problem with this chat.`, tone: 'ok' })],
  [
    'AT_RISK',
    () => ({
      name: t`At risk`,
      meaning: t`Linq sees signs that messages may soon not be delivered.`,
      tone: 'warn',
    }),
  ],
  [
    'CRITICAL',
    () => ({ name: t`Critical`, meaning: t`Linq expects that messages are not delivered.`, tone: 'danger' }),
  ],
  ['OPTED_OUT', () => ({ name: t`Opted out`, meaning: t`The recipient asked for no more messages.`, tone: 'danger' })],
])

/** What the health of a chat means. The names are those of the v3 documentation, which has the details behind the chat's own link. */
export const healthWords = (status: SentField): HealthWords =>
  words.get(status ?? '')?.() ?? { name: null, meaning: null, tone: 'warn' }
