import type { ReactNode } from 'react'

import type { ChatId } from '../../../linq/chat-id.ts'
import type { FailureCode } from '../../../linq/failure.ts'
import { useShortcuts } from '../../settings/shortcuts.ts'
import { useViewSettings } from '../../settings/view-settings.ts'
import { OtherAccountLink, SignInLink, useIsReturnPathTooLong } from '../../sign-in/sign-in-actions.tsx'
import { signInMethod, useSession } from '../../sign-in/session.ts'
import { SignedInAs } from '../../sign-in/account-name.tsx'
import { t } from '../../i18n/text.ts'
import { renderContext } from '../../settings/render-context.ts'
import { Button, buttonClass, ButtonLink } from '../../ui/button.tsx'
import { MessagePage, MessageText } from '../../ui/message-page.tsx'
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
import { BulkNavigation } from '../bulk-navigation.tsx'
import { CopyErrorDetails, type CopyErrorDetailsProps, failureFields } from './copy-error-details.tsx'
import type { ChatLookupError } from '../../data/failure.ts'
import { useServerRecovery, useAutoRetry, type RetryCountdown } from './use-auto-retry.ts'
import { needsSignIn, failureMessage } from './messages.ts'
import type { ChatFailure, SearchFailure } from '../../../urls/page-states.ts'

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

/** Failures that somebody else has to mend. */
const needingAdministrator = new Set<string | null>([
  'internal_error',
  'audit_unavailable',
  'sign_in_unavailable',
  'upstream_redirected',
  'upstream_refused',
] satisfies FailureCode[])

const needsHelp = ({ failure, details }: ChatLookupError) =>
  failure === 'unauthorized' || failure === 'bad-response' || needingAdministrator.has(details.code)

/** Failures that pass within seconds. */
const short = new Set<string | null>(['overloaded', 'draining', 'upstream_down'] satisfies FailureCode[])

const isNotAllowed = ({ details: { code } }: ChatLookupError) => code === 'not_allowed' || code === 'find_not_allowed'

function tileOf(error: ChatLookupError): Tile {
  if (needsSignIn(error)) return signInIcon
  if (isNotAllowed(error)) return notAllowedIcon
  return short.has(error.details.code) ? waitIcon : icons[error.failure]
}

export interface FailureScreenProps {
  id: ChatId
  error: ChatLookupError
  retry: () => void
  /** Null after the first automatic retry. */
  autoRetry: (() => void) | null
}

/** The page of a lookup that failed: what happened, what it means, and what can be done. */
export function FailureScreen({ id, error, retry, autoRetry }: FailureScreenProps) {
  return (
    <FailurePage
      page={{
        view: 'chat',
        state: error.failure,
        chatId: id,
        navigation: <BulkNavigation id={id} />,
        overline: t`Chat ${id}`,
      }}
      message={failureMessage(error, id)}
      error={error}
      retry={retry}
      autoRetry={autoRetry}
      otherLabel={t`Look up another chat`}
    />
  )
}

interface FailurePageProps extends Omit<FailureScreenProps, 'id'> {
  page: (
    | { view: 'chat'; state: ChatFailure; chatId: ChatId }
    | { view: 'find'; state: SearchFailure; chatId?: never }
  ) & {
    navigation?: ReactNode
    overline: string
  }
  message: { title: string; description: string }
  /** Of the link to the lookup page. */
  otherLabel: string
}

/** {@link FailureScreen} for any lookup. */
export function FailurePage({
  page,
  message: { title, description },
  error,
  retry,
  autoRetry,
  otherLabel,
}: FailurePageProps) {
  const { masked } = useViewSettings()
  const wait = useAutoRetry(error, autoRetry)
  useServerRecovery(error.failure === 'offline' && error.details.online, retry)
  useShortcuts({ refresh: retry })
  const person = useSession()?.person
  const tooLong = useIsReturnPathTooLong()
  const signIn = needsSignIn(error)
  // Another sign-in at a proxy does not help where what the proxy sends is refused.
  const cause = signIn && signInMethod() === 'proxy' ? error.details.detail : null
  const { attempts } = error.details
  const fields = failureFields({ ...error.details, attempts: attempts === 1 ? null : attempts }, t)
  const rows = signIn ? [] : fields.filter(([, value]) => value !== null)
  const copied = { id: page.chatId ?? null, state: error.failure, headline: title, details: error.details }
  return (
    <MessagePage
      {...page}
      title={title}
      masked={masked}
      tile={tileOf(error)}
      actions={<FailureActions copied={copied} error={error} wait={wait} retry={retry} otherLabel={otherLabel} />}
    >
      {isNotAllowed(error) && person && (
        <MessageText>
          <SignedInAs person={person} />
        </MessageText>
      )}
      <MessageText>
        {signIn && tooLong
          ? t`This address is too long to restore after signing in. Sign in in a new tab and keep this page open; it continues by itself.`
          : description}
      </MessageText>
      {cause !== null && <MessageText>{cause}</MessageText>}
      {/* Hidden from screen readers: each second would be read out. */}
      {wait && (
        <p aria-hidden="true" data-countdown="" className="mt-2 text-lg font-medium">
          {t`Retrying in ${wait.left} s.`}
        </p>
      )}
      {rows.length > 0 && (
        <dl className="mt-5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 border-t border-line pt-4 text-sm">
          {rows.map(([label, value, note]) => (
            <div key={label} className="contents">
              <dt className="text-ink-3">{label}</dt>
              <dd className="text-ink-3 wrap-anywhere">
                <span data-sent="" translate="no" className="mr-3 font-mono text-ink-2">
                  {value}
                </span>
                {note !== undefined && <span className="inline-block">{note}</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </MessagePage>
  )
}

type FailureActionsProps = Pick<FailurePageProps, 'error' | 'retry' | 'otherLabel'> & {
  copied: Omit<CopyErrorDetailsProps, 'variant'>
  wait: RetryCountdown | null
}

/** What can be done, the likeliest first: trying again rarely helps where Linq has no such chat. */
function FailureActions({ copied, error, wait, retry, otherLabel }: FailureActionsProps) {
  const { search } = useViewSettings()
  const isNotFound = error.failure === 'not-found'
  const signIn = needsSignIn(error)
  // Only somebody else can help: a setting has to be changed, or Linq's answer mended.
  const isRefused =
    (['unauthorized', 'bad-response'].includes(error.failure) || error.details.code === 'upstream_redirected') &&
    !signIn &&
    !isNotAllowed(error)
  const copy = <CopyErrorDetails key="copy" variant={isRefused ? 'primary' : 'quiet'} {...copied} />
  const again = wait ? (
    <Button key="again" onClick={wait.stop}>
      {t`Cancel retry`}
    </Button>
  ) : (
    <Button key="again" variant={isNotFound || signIn || isRefused ? 'quiet' : 'primary'} onClick={retry}>
      {t`Try again`}
    </Button>
  )
  if (signIn) return [<SignInLink key="sign-in" />, again]
  const another = (
    <ButtonLink key="another" variant={isNotFound ? 'primary' : 'quiet'} to={`/${search}`}>
      {otherLabel}
    </ButtonLink>
  )
  if (isRefused) return [copy, <ContactLink key="contact" />, again, another]
  return [
    ...(isNotAllowed(error)
      ? [<OtherAccountLink key="other" />, another]
      : isNotFound
        ? [another, again]
        : [again, another]),
    copy,
    ...(needsHelp(error) ? [<ContactLink key="contact" />] : []),
  ]
}

/** Where people ask for help (`SUPPORT_CONTACT`), if the operators have set it. */
function ContactLink() {
  const contact = decodeURIComponent(renderContext().serverConfig('support'))
  return contact === '' ? null : (
    <a href={contact} target="_blank" rel="noopener noreferrer" className={buttonClass('quiet')}>
      {t`Contact support`}
    </a>
  )
}
