import type { ChatId } from '../../../linq/chat-id.ts'
import { readSettings, type Settings } from '../../settings/settings.ts'
import { SettingsError } from '../../settings/settings-error.ts'
import type { Environment } from '../../settings/variables.ts'
import { checkClock } from './check-clock.ts'
import { checkAudit, checkMetricsPort, checkPort } from './check-machine.ts'
import { checkToken } from './check-linq.ts'
import { checkSignIn } from './check-sign-in.ts'
import { type Finding, ok, wrong } from './finding.ts'

/**
 * Checks the settings, the ports, the audit file, the token by one lookup, the sign-in, and the clock.
 * @param id the chat that is looked up; one that is not there does as well.
 */
export async function examine(env: Environment, id: ChatId): Promise<Finding[]> {
  let settings: Settings
  try {
    settings = readSettings(env)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return [wrong('Settings', error.message)]
  }
  const offsets: number[] = []
  return [
    ok('Settings', `they can be used; the console would listen on ${settings.host}, port ${settings.port}.`),
    await checkPort(settings),
    ...(await checkMetricsPort(settings)),
    await checkAudit(settings),
    await checkToken(settings, id, offsets),
    ...(await checkSignIn(settings, offsets)),
    checkClock(offsets),
  ]
}
