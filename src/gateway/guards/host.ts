import { type Answer, failed } from '../response.ts'
import type { Visit } from '../visit.ts'

/** A host name that is not ours may be an attacker's that resolves to this machine (DNS rebinding). */
export const checkHost = ({ host }: Visit, isOwnHost: (host: string) => boolean): Answer | null =>
  isOwnHost(host)
    ? null
    : failed(
        'wrong_host',
        'This console does not answer to that host name. Open it by the address it printed at start, or by its public one.',
      )
