import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { tokenHeader } from '../../src/linq/operation.ts'
import { freePort } from '../support/identity/identity.ts'
import { findNginx, nginxArguments } from '../support/nginx.ts'
import { cleanEnvironment, root } from '../support/servers.ts'

/** A compared server: a process that forwards lookups to the upstream of the bench. */
export interface Contestant {
  name: string
  port: number
  process: ChildProcess
}

const token = 'bench-token-5d0f93'

/**
 * Starts the compared servers, each in one process: the built console with all guards, its log and its audit file; nginx, if
 * there is one; and three plain proxies that add the same header.
 * @param upstream its origin.
 * @param folder an empty folder for the log, the audit file and the files of nginx.
 */
export async function startContestants(upstream: string, folder: string): Promise<Contestant[]> {
  const nginx = findNginx()
  const starts: [name: string, start: (port: number) => ChildProcess][] = [
    ['console', (port) => startConsole(port, upstream, folder)],
    ['node:http proxy', (port) => startProxy('gateway-node-proxy.ts', port, upstream)],
    ['undici proxy', (port) => startProxy('gateway-undici-proxy.ts', port, upstream)],
    ['fetch proxy', (port) => startProxy('gateway-fetch-proxy.ts', port, upstream)],
  ]
  if (nginx !== null) starts.push(['nginx', (port) => startNginx(nginx, port, upstream, folder)])
  const contestants: Contestant[] = []
  for (const [name, start] of starts) {
    const port = await freePort()
    const contestant = { name, port, process: start(port) }
    contestants.push(contestant)
    await untilListening(contestant)
  }
  return contestants
}

/** The limit per person has its maximum, and the load has thousands of client addresses: lookups are counted, and none is refused. */
const startConsole = (port: number, upstream: string, folder: string) =>
  // As in `src/hosts/deploy`.
  spawn(process.execPath, ['--min-semi-space-size=16', ...profiling(), join(root, 'dist/server/server.js')], {
    cwd: root,
    env: {
      ...cleanEnvironment(),
      PORT: String(port),
      LINQ_BASE_URL: upstream,
      LINQ_INTEGRATION_TOKEN: token,
      LOOKUPS_PER_MINUTE: '100000',
      TRUSTED_PROXIES: '127.0.0.1',
      AUDIT_LOG: join(folder, 'audit.jsonl'),
    },
    stdio: ['ignore', 'ignore', openSync(join(folder, 'log.jsonl'), 'a')],
  })

/** With `BENCH_PROFILE=folder`, V8 writes a CPU profile of the console into that folder. */
function profiling(): string[] {
  const folder = process.env['BENCH_PROFILE']
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`]
}

const startProxy = (script: string, port: number, upstream: string) =>
  spawn(process.execPath, [join(import.meta.dirname, script), String(port), upstream, token], {
    env: cleanEnvironment(),
    stdio: ['ignore', 'ignore', 'inherit'],
  })

function startNginx(path: string, port: number, upstream: string, folder: string): ChildProcess {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off;
# One process, whose CPU time is measured.
master_process off;
pid nginx.pid;
error_log stderr error;
events {}
http {
  ${temporary.map((kind) => `${kind}_temp_path ${kind};`).join(' ')}
  access_log off;
  keepalive_requests 1000000;
  upstream linq { server ${new URL(upstream).host}; keepalive 64; keepalive_requests 1000000; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://linq;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header ${tokenHeader} ${token};
    }
  }
}
`,
  )
  return spawn(path, nginxArguments(folder), { stdio: ['ignore', 'ignore', 'inherit'] })
}

async function untilListening({ name, port, process: child }: Contestant): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode} before it listened`)
    if (await accepts(port)) return
    await pause(50)
  }
  throw new Error(`${name} does not listen`)
}

const accepts = async (port: number) =>
  await new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

/** Ends a process that was started here. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill()
  await ended
}
