import type { SentField } from '../../../linq/chat.ts'
import { Sent } from '../../format/field-values.tsx'
import { healthWords } from './health-words.ts'

const toneClasses = { ok: 'bg-ok-weak text-ok', warn: 'bg-warn-weak text-warn', danger: 'bg-danger-weak text-danger' }

/** The health of a chat as a word in its color; a status that Linq does not document as it was sent. */
export function HealthBadge({ status, className = '' }: { status: SentField; className?: string }) {
  const { name, tone } = healthWords(status)
  return (
    <span
      className={`rounded-full border border-transparent px-2.5 py-0.5 text-xs ${toneClasses[tone]} ${name === null ? '' : 'print:whitespace-nowrap'} ${className}`}
    >
      {name ?? <Sent text={status} />}
    </span>
  )
}
