// Finds or unpacks nginx for the tests with several processes of the console. Run as a script it prints one line.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

import { isDebian } from './debian.ts'
import { root } from './servers.ts'

/** In the checkout, so that nothing is installed on this machine. */
const home = join(root, 'node_modules/.cache/nginx')

/** The path of an nginx that starts: installed on this machine, or unpacked by this script. */
export function findNginx(env: NodeJS.ProcessEnv = process.env): string | null {
  // Debian installs it in a folder that is only in root's PATH.
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', join(home, 'usr/sbin')]
  return folders.map((folder) => join(folder, 'nginx')).find(works) ?? null
}

function works(path: string): boolean {
  try {
    execFileSync(path, ['-v'], { timeout: 15_000, stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Debian's package, unpacked and not installed: installing it would start a web server on port 80 of this machine. */
function unpackNginx(): string | null {
  if (!isDebian()) return null
  process.stderr.write("No nginx here yet; trying Debian's package.\n")
  const draft = `${home}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: draft, stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    try {
      if (process.getuid?.() === 0) run('apt-get', 'update', '-qq')
      else run('sudo', '-n', 'apt-get', 'update', '-qq')
    } catch {
      // The existing package lists may suffice.
    }
    run('apt-get', 'download', '-qq', 'nginx')
    for (const name of readdirSync(draft)) run('dpkg-deb', '--extract', name, '.')
    rmSync(home, { recursive: true, force: true })
    renameSync(draft, home)
  } catch {
    return null
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return findNginx()
}

/** Where nginx listens, and the processes behind it, in the notation of its `listen` and `server` directives. */
export interface Site {
  listen: string
  servers: readonly [string, string]
}

/** Writes the configuration to run nginx from a folder: the one we ship, with the site's addresses. */
export function writeSite(folder: string, { listen, servers: [first, second] }: Site): void {
  let shipped = readFileSync(join(root, 'src/hosts/deploy/nginx.conf'), 'utf8')
  const addresses = {
    'listen 80;': `listen ${listen};`,
    'server 127.0.0.1:8080 ': `server ${first} `,
    'server 127.0.0.1:8082 ': `server ${second} `,
  }
  for (const [from, to] of Object.entries(addresses)) {
    if (!shipped.includes(`    ${from}`)) throw new Error(`nginx.conf has no line with: ${from}`)
    shipped = shipped.replace(from, to)
  }
  writeFileSync(join(folder, 'site.conf'), shipped)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const lines = [
    // The package's account may not exist where it is only unpacked.
    ...(process.getuid?.() === 0 ? ['user root;'] : []),
    'daemon off;',
    'worker_processes 2;',
    'pid nginx.pid;',
    'error_log stderr notice;',
    'events {}',
    `http { ${temporary.map((kind) => `${kind}_temp_path ${kind};`).join(' ')} include site.conf; }`,
  ]
  writeFileSync(join(folder, 'nginx.conf'), `${lines.join('\n')}\n`)
}

/** The arguments of nginx for such a folder. */
export const nginxArguments = (folder: string): string[] => ['-e', 'stderr', '-p', folder, '-c', 'nginx.conf']

export interface RunningNginx {
  /** Its output so far, with every failure of a process behind it. */
  output: () => string
  stop: () => Promise<void>
}

/**
 * Starts nginx, and waits until it listens.
 * @returns null if the address is in use.
 */
export async function startNginx(path: string, site: Site): Promise<RunningNginx | null> {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'))
  writeSite(folder, site)
  const child = spawn(path, nginxArguments(folder), { stdio: ['ignore', 'ignore', 'pipe'] })
  let output = ''
  const listening = new Promise<boolean>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      // Workers are started once every address is bound.
      if (output.includes('start worker process ')) resolve(true)
    })
    child.once('exit', () => resolve(false))
  })
  const stop = async () => {
    await end(child)
    rmSync(folder, { recursive: true, force: true })
  }
  if (await listening) return { output: () => output, stop }
  await stop()
  if (/bind\(\) .*\(\d+: Address (?:already )?in use\)/.test(output)) return null
  throw new Error(`nginx did not start:\n${output}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill()
  await ended
}

if (import.meta.main) {
  const path = findNginx() ?? unpackNginx()
  process.stdout.write(
    path === null
      ? 'SKIPPED: replicas.e2e.ts and the check of nginx.conf. There is no nginx, and none could be unpacked. Install one.\n'
      : `nginx: ${path}\n`,
  )
}
