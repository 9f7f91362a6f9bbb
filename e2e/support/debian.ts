import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** Only Debian: Ubuntu's packages of the same names may be snaps, which do not start under test tools. */
export const isDebian = (): boolean =>
  existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))

/**
 * Installs Debian packages, as root or with a sudo that needs no password.
 * @returns false if that is not allowed or fails.
 */
export function installFromDebian(...packages: string[]): boolean {
  if (!isDebian()) return false
  process.stderr.write(`Trying Debian's packages: ${packages.join(', ')}.\n`)
  try {
    apt('update', '-qq')
    apt('install', '-y', '-qq', '--no-install-recommends', ...packages)
    return true
  } catch {
    return false
  }
}

function apt(...args: string[]): void {
  const [program, ...allArgs] = process.getuid?.() === 0 ? ['apt-get', ...args] : ['sudo', '-n', 'apt-get', ...args]
  execFileSync(program, allArgs, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}
