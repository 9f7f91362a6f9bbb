import type { ChatLookupError } from '../data/failure.ts'
import { needsSignIn } from '../chat/failure/messages.ts'
import { OtherAccountLink, SignInLink, useIsReturnPathTooLong } from '../sign-in/sign-in-actions.tsx'
import { useSession } from '../sign-in/session.ts'
import { SignedInAs } from '../sign-in/account-name.tsx'
import { t } from '../i18n/text.ts'
import { Button } from '../ui/button.tsx'
import { IconTile } from '../ui/icon-tile.tsx'
import { LockIcon, PersonIcon } from '../ui/more-icons.tsx'
import { Page, PageHeading } from '../ui/page.tsx'

interface AccessRefusedProps {
  /** How many chats are not shown. */
  count: number
  /** What the server said; null where it is known already that nobody is signed in. */
  error: ChatLookupError | null
  retry: () => void
}

/** The page of several chats when whoever looks may not: one offer instead of a row for each refusal. */
export function AccessRefused({ count, error, retry }: AccessRefusedProps) {
  const person = useSession()?.person
  const tooLong = useIsReturnPathTooLong()
  const signIn = error === null || needsSignIn(error)
  const notAllowed = error?.details.code === 'not_allowed'
  const title = signIn
    ? count === 1
      ? t`Sign in to see this chat`
      : t`Sign in to see these ${count} chats`
    : notAllowed
      ? t`Your account does not have access`
      : t`Lookup refused`
  return (
    <Page view="several" state="unauthorized" title={title} status={title} className="pt-6 md:pt-8">
      <div className="mx-auto mt-2 flex max-w-160 flex-col items-start gap-5 md:mt-10">
        <IconTile className={signIn ? 'bg-accent-weak text-accent' : 'bg-danger-weak text-danger'}>
          {signIn ? <PersonIcon /> : <LockIcon />}
        </IconTile>
        <div className="min-w-0">
          <PageHeading className="text-xl font-semibold text-balance md:text-2xl">{title}</PageHeading>
          {notAllowed && person && (
            <p className="mt-2 text-lg text-ink-2">
              <SignedInAs person={person} />
            </p>
          )}
          <p className="mt-2 max-w-[58ch] text-lg text-ink-2">
            {signIn
              ? tooLong
                ? t`Sign in to continue. The list in this address is too long to restore after signing in. Keep this page open; it continues once you are signed in.`
                : t`Sign in to continue. You will return to this list.`
              : notAllowed
                ? t`Your administrator decides which accounts may look up chats. Contact them to request access.`
                : t`The console’s server refused these lookups. Open the console at its usual address, or contact your administrator.`}
          </p>
        </div>
        <div className="flex flex-wrap gap-2 print:hidden">
          {signIn && <SignInLink />}
          {notAllowed && <OtherAccountLink />}
          <Button onClick={retry}>{t`Try again`}</Button>
        </div>
      </div>
    </Page>
  )
}
