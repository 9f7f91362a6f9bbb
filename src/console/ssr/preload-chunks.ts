import { Provenance } from '../app.tsx'
import { CopyControl, Details, Hints } from '../chat/chat-page.tsx'
import { FailureScreen } from '../chat/chat-screen.tsx'
import { masking, posing } from '../chat/use-chat-view.ts'
import { Account } from '../shell/header.tsx'
import { isPosed, isShot } from '../settings/url-overrides.ts'
import { signInBy } from '../sign-in/session.ts'
import type { SentReply } from './page-payload.ts'

/** Everything that the page of a chat can be drawn with, for a server: a part that is not there would be left out. */
export const loadAll = (): Promise<unknown> =>
  Promise.all([chatParts(), failureParts(), Account.load(), Provenance.load(), masking.load(), posing.load()])

const chatParts = () => Promise.all([CopyControl.load(), Details.load(), Hints.load()])
const failureParts = () => FailureScreen.load()

/**
 * What a page that came drawn consists of. All of it has to be there before the page comes to life: React would put the
 * fallback of a part that is still on its way in place of the drawn one as soon as anything changes.
 */
export const loadFor = ({ status, hidden }: SentReply): Promise<unknown> =>
  Promise.all([
    status === 200 ? chatParts() : failureParts(),
    ...(signInBy() ? [Account.load()] : []),
    ...(hidden ? [masking.load()] : []),
    ...(isPosed() ? [posing.load()] : []),
    ...(isShot() ? [Provenance.load()] : []),
  ])
