import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

/** A program with everything that it starts. */
export interface ProcessGroup {
  process: ChildProcessByStdio<Writable, Readable, Readable>
  stop: () => Promise<void>
}

// The shell ends the group when its input ends: when it is closed, and as well when this process ends in any way.
// It heeds no TERM itself, so that it can wait for the others and clear up behind them.
const script = `folder=$1; shift; "$@" < /dev/null & cat > /dev/null; trap '' TERM; kill -TERM 0; wait; rm -rf "$folder"`

/** A new folder for a program's files, which {@link startGroup} removes. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'engine-'))

/** Starts a program that keeps its files in a folder of its own. Nothing of it outlives this process. */
export function startGroup(
  folder: string,
  [program, ...args]: [string, ...string[]],
  env: Record<string, string> = {},
): ProcessGroup {
  const child = spawn('/bin/sh', ['-c', script, 'sh', folder, program, ...args], {
    // A Ctrl-C in the terminal must not reach the shell before it has cleared up.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, HOME: folder, ...env },
  })
  const ended = once(child, 'exit')
  const stop = async () => {
    child.stdin.end()
    await ended
  }
  return { process: child, stop }
}

/**
 * Waits until a program prints something on one of its streams.
 * @returns what the pattern's group has found.
 * @throws Error with what was printed, if the program ends before.
 */
export async function untilPrinted(stream: Readable, pattern: RegExp): Promise<string> {
  let output = ''
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    output += String(chunk)
    const found = pattern.exec(output)?.[1]
    if (found !== undefined) {
      // A program that nobody reads stops when the pipe is full.
      stream.resume()
      return found
    }
  }
  throw new Error(`It ended before it printed ${pattern}:\n${output}`)
}
