import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Only Debian: Ubuntu's packages of the same names may be snaps, which do not start under test tools. */
export const isDebian = (): boolean =>
  existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))

/**
 * The path of a program that starts; null if there is none.
 * @param argument makes it print its version and exit.
 * @param folders searched after those of `PATH`.
 */
export function findProgram(
  name: string,
  argument: string,
  folders: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): string | null {
  const works = (path: string) => {
    try {
      execFileSync(path, [argument], { timeout: 15_000, stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  }
  const all = [...(env['PATH'] ?? '').split(delimiter), ...folders]
  return all.map((folder) => join(folder, name)).find(works) ?? null
}

/**
 * Unpacks a Debian package into a folder, without installing it.
 * @returns false if that is not possible.
 */
export function unpackFromDebian(name: string, home: string): boolean {
  if (!isDebian()) return false
  process.stderr.write(`No ${name} here yet; trying Debian's package.\n`)
  const draft = `${home}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: draft, stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    try {
      apt('update', '-qq')
    } catch {
      // The existing package lists may suffice.
    }
    run('apt-get', 'download', '-qq', name)
    for (const file of readdirSync(draft)) run('dpkg-deb', '--extract', file, '.')
    rmSync(home, { recursive: true, force: true })
    renameSync(draft, home)
    return true
  } catch {
    return false
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

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
