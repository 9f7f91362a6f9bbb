import type { ReactNode } from 'react'

import { Button, ButtonLink } from '../ui/button.tsx'
import { AlertIcon, ClockIcon, CloudOffIcon, EmptyIcon, KeyIcon, UnreadableIcon } from '../ui/icons.tsx'
import type { ChatFailure, FailureFacts } from './failure.ts'
import type { Words } from './words.ts'

const icons: Record<ChatFailure, [look: string, icon: ReactNode]> = {
  'not-found': ['bg-sunken text-ink-2', <EmptyIcon key="" />],
  unauthorized: ['bg-danger-weak text-danger', <KeyIcon key="" />],
  'rate-limited': ['bg-warn-weak text-warn', <ClockIcon key="" />],
  'upstream-error': ['bg-danger-weak text-danger', <AlertIcon key="" />],
  timeout: ['bg-warn-weak text-warn', <ClockIcon key="" />],
  offline: ['bg-sunken text-ink-2', <CloudOffIcon key="" />],
  'bad-response': ['bg-danger-weak text-danger', <UnreadableIcon key="" />],
}

export function FailureIcon({ failure }: { failure: ChatFailure }) {
  const [look, icon] = icons[failure]
  return <IconTile look={look}>{icon}</IconTile>
}

/** The tinted square above the heading of a screen without a chat. */
export const IconTile = ({ look, children }: { look: string; children: ReactNode }) => (
  <span className={`flex size-10 items-center justify-center rounded-lg ${look}`}>{children}</span>
)

/** What a failure means, and the facts that whoever can mend it will ask for. */
export function FailureBody({ words, facts }: { words: Words; facts: FailureFacts }) {
  const rows = [
    ['HTTP status', facts.status],
    ['Code', facts.code],
    ['Request ID', facts.requestId],
    ['Linq trace ID', facts.traceId],
  ].filter(([, value]) => value !== null)
  return (
    <>
      <p className="mt-2 max-w-[58ch] text-lg text-ink-2 wrap-anywhere">{words.advice}</p>
      {rows.length > 0 && (
        <dl className="mt-5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 border-t border-line pt-4 text-sm">
          {rows.map(([label, value]) => (
            <div key={label} className="contents">
              <dt className="text-ink-3">{label}</dt>
              <dd className="font-mono text-ink-2 wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

/** What can be done about a failure, the likeliest first: a chat that is not there will not be there in a second either. */
export function FailureActions({ failure, retry }: { failure: ChatFailure; retry: () => void }) {
  const gone = failure === 'not-found'
  const again = (
    <Button key="again" look={gone ? 'quiet' : 'primary'} onClick={retry}>
      Try again
    </Button>
  )
  const another = (
    <ButtonLink key="another" look={gone ? 'primary' : 'quiet'} to="/">
      Look up another
    </ButtonLink>
  )
  return <div className="flex flex-wrap gap-2">{gone ? [another, again] : [again, another]}</div>
}
