import type { RequestContext } from '../request.ts'
import { failed, type Outcome } from '../response.ts'

/** Refuses a host name that is not ours: it may be an attacker's that resolves to this machine (DNS rebinding). */
export const checkHost = ({ request }: RequestContext, isOwnHost: (host: string) => boolean): Outcome | null =>
  isOwnHost(request.host)
    ? null
    : failed(
        'wrong_host',
        'This console does not answer to that host name. Open it by the address it printed at start, or by its public one.',
      )
