import type { FindOptions } from '../../gateway/options.ts'
import { readFindGroups } from './allow-list.ts'
import { quote, readWhole } from './read-env.ts'
import { readSecrets } from './secrets.ts'
import { SettingsError } from './settings-error.ts'
import type { Variables } from './variables.ts'

/** Where a console runs, as far as searches depend on it. */
interface Surroundings {
  /** Whether there is a token: live data. */
  isLive: boolean
  /** Whether only this machine reaches the console. */
  isLocal: boolean
}

/** Variables that have no effect while searches are off. */
const findOnly = ['FIND_PER_MINUTE', 'FIND_GROUPS', 'FIND_SECRET'] as const

/**
 * Reads how chats are found by a number or an address; null where they cannot be. With live data that is a directory of
 * people, so it is off unless `FIND=on`; sandbox data is invented, and always searched.
 */
export function readFind(env: Variables, { isLive, isLocal }: Surroundings): FindOptions | null {
  if (!isOn(env, isLive)) {
    const unused = findOnly.find((name) => env[name] !== undefined)
    if (unused === undefined) return null
    throw new SettingsError(
      `${unused} is set, but chats cannot be found by a number. Set FIND=on as well, or unset it.`,
    )
  }
  const secrets = readSecrets(env, 'FIND_SECRET')
  if (!secrets && isLive && !isLocal)
    throw new SettingsError(
      'FIND_SECRET is not set, but with FIND=on the numbers in the audit log are hashed with it. Set it to 32 or more random characters, the same in each process, for example from: openssl rand -hex 32',
    )
  return {
    // Of this process alone: its cursors and hashes are of no use to another one.
    secrets: secrets ?? [crypto.randomUUID() + crypto.randomUUID()],
    perMinute: readWhole(env, 'FIND_PER_MINUTE', {
      fallback: isLive ? 10 : 0,
      from: 0,
      to: 100_000,
      unit: ' (0 for no limit)',
    }),
    groups: readFindGroups(env),
  }
}

function isOn({ FIND: text }: Variables, isLive: boolean): boolean {
  if (text === undefined) return !isLive
  if (text !== 'on' && text !== 'off')
    throw new SettingsError(`FIND is ${quote(text)}. Set it to on or off, or leave it unset for off.`)
  if (!isLive)
    throw new SettingsError(
      'FIND is set, but LINQ_INTEGRATION_TOKEN is not, so the console uses sandbox data, which can always be searched. Set that as well, or unset FIND.',
    )
  return text === 'on'
}
