import { closeSync, openSync, readSync, statSync } from 'node:fs'

import { readSettings, type Settings } from '../settings/settings.ts'
import { SettingsError } from '../settings/settings-error.ts'
import { type Environment, fileVariable, type SecretName, secretNames } from '../settings/variables.ts'

/** The most bytes that a file with a secret may have. */
const maxBytes = 64 * 1024

/**
 * Reads the settings of a process. Unlike a worker it has files, and may read its secrets from them.
 * @throws SettingsError naming the variable and the fix.
 */
export function readProcessSettings(env: Environment, defaultPort?: number): Settings {
  const fromFiles = secretNames.filter((name) => env[fileVariable(name)] !== undefined)
  const secrets = Object.fromEntries(fromFiles.map((name) => [name, readSecret(name, env)]))
  try {
    return readSettings({ ...env, ...secrets }, defaultPort)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    const { message } = error
    const name = fromFiles.find((secret) => message.startsWith(`${secret} `))
    throw name === undefined ? error : new SettingsError(`${message} It was read from ${fileVariable(name)}.`)
  }
}

/** Reads a secret, without a line break at its end. No message repeats the variable, which may have the secret itself. */
function readSecret(name: SecretName, env: Environment): string {
  const variable = fileVariable(name)
  if (env[name] !== undefined)
    throw new SettingsError(`${name} and ${variable} are both set. Unset the one that is not used.`)
  const bytes = readSmallFile(variable, env[variable] ?? '')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r?\n$/, '')
  } catch {
    throw new SettingsError(`${variable} names a file that is not UTF-8 text. ${fix}`)
  }
  if (text === '') throw new SettingsError(`${variable} names an empty file. ${fix}`)
  return text
}

const fix = 'Set it to the path of a file that has the secret and nothing else.'

function readSmallFile(variable: string, path: string): Buffer {
  const buffer = Buffer.alloc(maxBytes + 1)
  let length = 0
  try {
    // Opening a named pipe would wait for a writer, and a device may have no end.
    if (!statSync(path).isFile()) throw Object.assign(new Error(), { code: 'not a regular file' })
    const fd = openSync(path, 'r')
    try {
      let read = -1
      while (read !== 0 && length < buffer.length) {
        read = readSync(fd, buffer, length, buffer.length - length, null)
        length += read
      }
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    throw new SettingsError(`${variable} names a file that cannot be read (${code}). ${fix}`)
  }
  if (length > maxBytes) throw new SettingsError(`${variable} names a file that is larger than 64 KiB. ${fix}`)
  return buffer.subarray(0, length)
}
