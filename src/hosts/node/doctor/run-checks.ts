import type { ChatId } from '../../../linq/chat-id.ts'
import { type Environment, SettingsError } from '../../settings/read-env.ts'
import { defaultPorts, readSettings, type Settings } from '../../settings/settings.ts'
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
    settings = readSettings(env, defaultPorts.console)
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
