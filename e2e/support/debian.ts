import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** Only Debian itself: Ubuntu's packages of the same names may be snaps, which do not start under test tools. */
export const isDebian = (): boolean =>
  existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))

/**
 * Installs packages of Debian's, as root or by a sudo that asks for no password.
 * @returns false where that is not allowed, or failed.
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
  const [program, ...all] = process.getuid?.() === 0 ? ['apt-get', ...args] : ['sudo', '-n', 'apt-get', ...args]
  execFileSync(program, all, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}
