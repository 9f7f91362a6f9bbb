import type { ReactNode, RefObject } from 'react'

import type { ChatId } from '../../../linq/chat-id.ts'
import type { FailureCode } from '../../../linq/failure.ts'
import { useShortcuts } from '../../settings/shortcuts.ts'
import { useViewSettings } from '../../settings/view-settings.ts'
import { OtherAccountLink, SignInLink, useIsReturnPathTooLong } from '../../sign-in/sign-in-actions.tsx'
import { useSession } from '../../sign-in/session.ts'
import { SignedInAs } from '../../sign-in/account-name.tsx'
import { t } from '../../i18n/text.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { IconTile } from '../../ui/icon-tile.tsx'
import { Page, PageHeading } from '../../ui/page.tsx'
import {
  AlertIcon,
  ClockIcon,
  CloudOffIcon,
  EmptyIcon,
  KeyIcon,
  LockIcon,
  PersonIcon,
  UnreadableIcon,
} from '../../ui/more-icons.tsx'
import { CopyErrorDetails, failureFields } from './copy-error-details.tsx'
import type { ChatLookupError } from '../../data/failure.ts'
import { useServerRecovery, useAutoRetry, type RetryCountdown } from './use-auto-retry.ts'
import { needsSignIn, type FailureMessage, failureMessage } from './messages.ts'
import type { ChatFailure } from '../../../urls/page-states.ts'

type Tile = [tileClass: string, icon: ReactNode]

const icons: Record<ChatFailure, Tile> = {
  'not-found': ['bg-sunken text-ink-2', <EmptyIcon key="" />],
  unauthorized: ['bg-danger-weak text-danger', <KeyIcon key="" />],
  'rate-limited': ['bg-warn-weak text-warn', <ClockIcon key="" />],
  'upstream-error': ['bg-danger-weak text-danger', <AlertIcon key="" />],
  timeout: ['bg-warn-weak text-warn', <ClockIcon key="" />],
  offline: ['bg-sunken text-ink-2', <CloudOffIcon key="" />],
  'bad-response': ['bg-danger-weak text-danger', <UnreadableIcon key="" />],
}

const waitIcon: Tile = ['bg-warn-weak text-warn', <ClockIcon key="" />]
const signInIcon: Tile = ['bg-accent-weak text-accent', <PersonIcon key="" />]
const notAllowedIcon: Tile = ['bg-danger-weak text-danger', <LockIcon key="" />]

/** What is over in some seconds, without anybody's doing. */
const short = new Set<string | null>(['overloaded', 'draining', 'upstream_down'] satisfies FailureCode[])

/** Whether somebody is signed in, with an account that may not look up chats. */
const isNotAllowed = ({ details }: ChatLookupError) => details.code === 'not_allowed'

function iconOf(error: ChatLookupError): Tile {
  if (needsSignIn(error)) return signInIcon
  if (isNotAllowed(error)) return notAllowedIcon
  return short.has(error.details.code) ? waitIcon : icons[error.failure]
}

export interface FailureScreenProps {
  id: ChatId
  error: ChatLookupError
  retry: () => void
  /** Whether the one try that is made without being asked for has been made. */
  triedByItself: RefObject<boolean>
}

/** The screen of a lookup that failed: what happened, what it means, and what can be done. */
export function FailureScreen({ id, error, retry, triedByItself }: FailureScreenProps) {
  const { masked } = useViewSettings()
  const wait = useAutoRetry(error, retry, triedByItself)
  useServerRecovery(error.failure === 'offline' && error.details.online, retry)
  useShortcuts({ refresh: retry })
  const [tileClass, icon] = iconOf(error)
  const message = failureMessage(id, error)
  return (
    <Page
      view="chat"
      state={error.failure}
      title={message.title}
      status={message.title}
      chatId={id}
      masked={masked}
      className="pt-6 md:pt-8"
    >
      <div className="mx-auto mt-2 flex max-w-160 flex-col items-start gap-5 md:mt-10">
        <IconTile className={tileClass}>{icon}</IconTile>
        <div className="min-w-0">
          <p className="mb-1 font-medium text-ink-3">{t`Chat ${id}`}</p>
          {/* What was pressed to come here is gone; somebody who went on writing is left alone. */}
          <PageHeading className="text-xl font-semibold text-balance wrap-anywhere md:text-2xl">
            {message.title}
          </PageHeading>
          <FailureBody message={message} error={error} wait={wait} />
        </div>
        <FailureActions id={id} error={error} wait={wait} retry={retry} />
      </div>
    </Page>
  )
}

/** What a failure means, and the facts that whoever can mend it will ask for. */
function FailureBody({
  message,
  error,
  wait,
}: {
  message: FailureMessage
  error: ChatLookupError
  wait: RetryCountdown | null
}) {
  // Signing in is nothing that somebody has to mend.
  const rows = needsSignIn(error) ? [] : failureFields(error.details, t).filter(([, value]) => value !== null)
  const person = useSession()?.person
  const tooLong = useIsReturnPathTooLong()
  return (
    <>
      {isNotAllowed(error) && person && (
        <p className="mt-2 text-lg text-ink-2">
          <SignedInAs person={person} />
        </p>
      )}
      <p className="mt-2 max-w-[58ch] text-lg text-ink-2 wrap-anywhere">
        {needsSignIn(error) && tooLong
          ? t`This address is too long to restore after signing in. Sign in in a new tab and keep this page open; it continues by itself.`
          : message.description}
      </p>
      {/* Seconds that are read out one by one would drown everything else. */}
      {wait && (
        <p aria-hidden="true" data-countdown="" className="mt-2 text-lg font-medium">
          {t`Retrying in ${wait.left} s.`}
        </p>
      )}
      {rows.length > 0 && (
        <dl className="mt-5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 border-t border-line pt-4 text-sm">
          {rows.map(([label, value]) => (
            <div key={label} className="contents">
              <dt className="text-ink-3">{label}</dt>
              <dd data-sent="" className="font-mono text-ink-2 wrap-anywhere">
                {value}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

type FailureActionsProps = Pick<FailureScreenProps, 'id' | 'error' | 'retry'> & { wait: RetryCountdown | null }

/** What can be done about a failure, the likeliest first: a chat that is not there will not be there in a second either. */
function FailureActions({ id, error, wait, retry }: FailureActionsProps) {
  const { search } = useViewSettings()
  const isNotFound = error.failure === 'not-found'
  const signIn = needsSignIn(error)
  const again = wait ? (
    <Button key="again" onClick={wait.stop}>
      {t`Cancel retry`}
    </Button>
  ) : (
    <Button key="again" variant={isNotFound || signIn ? 'quiet' : 'primary'} onClick={retry}>
      {t`Try again`}
    </Button>
  )
  if (signIn)
    return (
      <div className="flex flex-wrap gap-2 print:hidden">
        <SignInLink />
        {again}
      </div>
    )
  const another = (
    <ButtonLink key="another" variant={isNotFound ? 'primary' : 'quiet'} to={`/${search}`}>
      {t`Look up another chat`}
    </ButtonLink>
  )
  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      {isNotAllowed(error)
        ? [<OtherAccountLink key="other" />, another]
        : isNotFound
          ? [another, again]
          : [again, another]}
      <CopyErrorDetails state={error.failure} id={id} details={error.details} />
    </div>
  )
}
