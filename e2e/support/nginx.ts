// Finds or unpacks nginx for the tests with several processes of the console. Run as a script it prints one line.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { findProgram, unpackFromDebian } from './debian.ts'
import { root } from './servers.ts'

/** In the checkout, so that nothing is installed on this machine. */
const home = join(root, 'node_modules/.cache/nginx')

/** The path of an nginx that starts: installed on this machine, or unpacked by this script. */
export const findNginx = (env: NodeJS.ProcessEnv = process.env): string | null =>
  // Debian installs it in a folder that is only in root's PATH.
  findProgram('nginx', '-v', ['/usr/sbin', '/usr/local/sbin', join(home, 'usr/sbin')], env)

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
  // Installing it would start a web server on port 80 of this machine.
  const path = findNginx() ?? (unpackFromDebian('nginx', home) ? findNginx() : null)
  process.stdout.write(
    path === null
      ? 'SKIPPED: replicas.e2e.ts and the check of nginx.conf. There is no nginx, and none could be unpacked. Install one.\n'
      : `nginx: ${path}\n`,
  )
}
