import type { ChatId } from '../../../linq/chat-id.ts'
import type { Settings } from '../../settings/settings.ts'
import { SettingsError } from '../../settings/settings-error.ts'
import type { Environment } from '../../settings/variables.ts'
import { readProcessSettings } from '../process-settings.ts'
import { checkClock } from './check-clock.ts'
import { checkAudit, checkMetricsPort, checkPort } from './check-machine.ts'
import { checkFind } from './check-find.ts'
import { checkTokens } from './check-linq.ts'
import { checkSignIn } from './check-sign-in.ts'
import { type Finding, findingsAbout } from './finding.ts'

const { ok, failure } = findingsAbout('Settings')

/**
 * Checks the settings, the ports, the audit log, the token with one lookup in each version of the API, searches, sign-in and the clock.
 * @param id the chat to look up; it does not have to exist.
 */
export async function runChecks(env: Environment, id: ChatId): Promise<Finding[]> {
  let settings: Settings
  try {
    settings = readProcessSettings(env)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return [failure(error.message)]
  }
  const offsets: number[] = []
  return [
    ok(`they are valid; the console listens on ${settings.host}, port ${settings.port}.`),
    await checkPort(settings),
    ...(await checkMetricsPort(settings)),
    await checkAudit(settings),
    ...(await checkTokens(settings, id, offsets)),
    ...(await checkFind(settings, offsets)),
    ...(await checkSignIn(settings, offsets)),
    checkClock(offsets),
  ]
}
