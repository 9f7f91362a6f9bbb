import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import { variableNames } from '../../src/hosts/settings/variables.ts'

/** The root of the repository. */
export const root = join(import.meta.dirname, '../..')

/** A server in its own process. */
export interface RunningServer {
  url: string
  /** What it has printed so far, stdout and stderr together. */
  output: () => string
  process: ChildProcess
  stop: () => Promise<void>
}

const entries = {
  console: 'dist/server/server.js',
  sandbox: 'src/hosts/node/sandbox.ts',
}

/** The environment of this process without our servers' settings, so that a developer's shell does not affect the tests. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const settings: ReadonlySet<string> = new Set(variableNames)
  const isRemoved = (name: string) => settings.has(name) || /^(?:npm_.*|NODE_ENV|BUILD_COMMIT)$/.test(name)
  const kept = Object.entries(process.env).filter(([name]) => !isRemoved(name))
  return { ...Object.fromEntries(kept), NO_COLOR: '1', FORCE_COLOR: undefined }
}

/**
 * Starts a server on a free port, and waits until it listens.
 * @param path the file to run, if it is not the usual one.
 */
export async function startServer(
  entry: keyof typeof entries,
  env: Record<string, string> = {},
  path = join(root, entries[entry]),
): Promise<RunningServer> {
  return await untilListening(
    spawn(process.execPath, [path], {
      cwd: root,
      env: { ...cleanEnvironment(), PORT: '0', ...env },
    }),
  )
}

/** Waits until a server's process prints its address; rejects if the process ends first. */
export async function untilListening(child: ChildProcess): Promise<RunningServer> {
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const address = /http:\/\/[^\s/"]+/.exec(output)?.[0]
      if (address) resolve(address)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it listened:\n${output}`)))
  })
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill()
    // With a pending lookup (the sample that never responds), one signal would take the whole drain time.
    child.kill()
    await ended
  }
  return { url, output: () => output, process: child, stop }
}

/**
 * A server without the output that it has printed so far, for tests that share one.
 * @param path requested to make sure that all earlier output is read.
 * @param lines how many lines it prints for that request.
 */
export async function withoutEarlierOutput(server: RunningServer, path: string, lines: number): Promise<RunningServer> {
  const requestId = (await fetch(server.url + path)).headers.get('x-request-id') ?? 'none'
  while (server.output().split(requestId).length <= lines) await setTimeout(5)
  // Output on the other stream was written earlier, and may be unread still.
  await setTimeout(5)
  const printed = server.output().length
  return { ...server, output: () => server.output().slice(printed) }
}
