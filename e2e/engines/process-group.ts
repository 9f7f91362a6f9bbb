import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

/** A program with its child processes. */
export interface ProcessGroup {
  process: ChildProcessByStdio<Writable, Readable, Readable>
  stop: () => Promise<void>
}

// The shell ends the group when its stdin closes, which also happens when this process ends for any reason.
// It ignores SIGTERM itself, so that it can wait for the others and remove the folder.
const script = `folder=$1; shift; "$@" < /dev/null & cat > /dev/null; trap '' TERM; kill -TERM 0; wait; rm -rf "$folder"`

/** A new folder for a program's files, which {@link startGroup} removes. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'engine-'))

/** Starts a program with its own folder for files. Its processes and the folder do not outlive this process. */
export function startGroup(
  folder: string,
  [program, ...args]: [string, ...string[]],
  env: Record<string, string> = {},
): ProcessGroup {
  const child = spawn('/bin/sh', ['-c', script, 'sh', folder, program, ...args], {
    // Ctrl-C in the terminal must not end the shell before it has removed the folder.
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
 * Waits until the output of a program matches.
 * @returns the pattern's first group.
 * @throws Error with the output, if the program ends first.
 */
export async function untilPrinted(stream: Readable, pattern: RegExp): Promise<string> {
  let output = ''
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    output += String(chunk)
    const found = pattern.exec(output)?.[1]
    if (found !== undefined) {
      // A program whose output is not read blocks when the pipe is full.
      stream.resume()
      return found
    }
  }
  throw new Error(`It ended before it printed ${pattern}:\n${output}`)
}
