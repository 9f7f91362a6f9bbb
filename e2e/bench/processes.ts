import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { cleanEnvironment, type RunningServer, startServer, untilListening } from '../support/servers.ts'

const programs = {
  upstream: import.meta.resolve('./upstream.ts'),
  'hand-written': import.meta.resolve('./hand-written.ts'),
  'bare stack': import.meta.resolve('./bare-stack/server.ts'),
}

/** Starts a program of the bench, which exits with this process. */
const start = async (program: keyof typeof programs, argument: string): Promise<RunningServer> =>
  await untilListening(
    spawn(process.execPath, [fileURLToPath(programs[program]), argument], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: cleanEnvironment(),
    }),
  )

/** The servers of the compared pages, each in its own process, with one upstream. */
export interface Processes {
  console: RunningServer
  handWritten: RunningServer
  bareStack: RunningServer
  stop: () => Promise<void>
}

/**
 * Starts the built console with live data, the hand-written page, the console's libraries alone, and the upstream of all.
 * @param latency the response time of the upstream, in milliseconds.
 */
export async function startProcesses(latency: number): Promise<Processes> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const running: RunningServer[] = []
  const stop = async () => {
    await Promise.all(running.map(async (server) => await server.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
  const started = async (starting: Promise<RunningServer>) => {
    const server = await starting
    running.push(server)
    return server
  }
  try {
    const upstream = await started(start('upstream', String(latency)))
    const settings = { LINQ_BASE_URL: upstream.url, LINQ_INTEGRATION_TOKEN: 'bench', LOOKUPS_PER_MINUTE: '0' }
    return {
      console: await started(startServer('console', { ...settings, AUDIT_LOG: join(folder, 'audit.jsonl') })),
      handWritten: await started(start('hand-written', upstream.url)),
      bareStack: await started(start('bare stack', upstream.url)),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
