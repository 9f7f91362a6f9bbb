import * as fs from 'node:fs'
import { promisify } from 'node:util'

// By number, not by handle: a handle that is still open when nobody refers to it any more ends the process.
const openFile = promisify(fs.open)
const closeFile = promisify(fs.close)
const appendTo = promisify<number, Buffer, void>(fs.appendFile)
const datasync = promisify(fs.fdatasync)

/** How long a line may take to be kept, in milliseconds. */
const longestWrite = 2000

/** How long a file is kept open before its path is looked up again: a rotated log has moved on by then. */
const reopenEvery = 1000

/** The most that may wait to be written, in bytes; what a log writes beyond is dropped. */
const mostWaiting = 4 * 1024 * 1024

/** Where lines go: a file's path, or a stream of this process. */
export type Sink = { path: string } | { fd: 1 | 2 }

export interface Lines {
  /** Writes a line; resolves when it is kept (for a file: on the disk), rejects when it cannot be. */
  write: (line: string) => Promise<void>
}

interface Pending {
  line: string
  done: (error?: Error) => void
}

/**
 * Appends lines to a file or stream. Lines that come together are written together, so that a disk is waited for once.
 * A file is opened anew every second, so that a platform may rotate it by any means.
 */
export function createLines(sink: Sink): Lines {
  let pending: Pending[] = []
  let waiting = 0
  let writing = false
  /** Whether the last write may have left half a line. */
  let torn = false
  const file = createFile(sink)

  const writeAll = async () => {
    writing = true
    while (pending.length > 0) {
      const batch = pending
      pending = []
      waiting = 0
      const bytes = Buffer.from(`${torn ? '\n' : ''}${batch.map(({ line }) => `${line}\n`).join('')}`)
      let failure: Error | undefined
      try {
        await file.append(bytes)
        torn = false
      } catch (error) {
        torn = true
        failure = error instanceof Error ? error : new Error(String(error))
      }
      for (const { done } of batch) done(failure)
    }
    writing = false
  }

  return {
    write: (line) =>
      new Promise((resolve, reject) => {
        if (waiting > mostWaiting) {
          reject(new Error('Too many lines wait to be written'))
          return
        }
        const timer = setTimeout(
          () => reject(new Error(`A line was not written within ${longestWrite} ms`)),
          longestWrite,
        )
        waiting += line.length
        pending.push({
          line,
          done: (error) => {
            clearTimeout(timer)
            if (error) reject(error)
            else resolve()
          },
        })
        if (!writing) void writeAll()
      }),
  }
}

function createFile(sink: Sink): { append: (bytes: Buffer) => Promise<void> } {
  let file: number | undefined
  let openedAt = 0
  const opened = async (path: string): Promise<number> => {
    if (file !== undefined && Date.now() - openedAt < reopenEvery) return file
    const old = file
    file = undefined
    if (old !== undefined) await closeFile(old)
    // Only its owner may read who looked at what.
    file = await openFile(path, 'a', 0o600)
    openedAt = Date.now()
    return file
  }
  return {
    append: async (bytes) => {
      if ('fd' in sink) {
        await writeToStream(sink.fd === 1 ? process.stdout : process.stderr, bytes)
        return
      }
      try {
        const current = await opened(sink.path)
        await appendTo(current, bytes)
        await onDisk(current)
      } catch (error) {
        // Another try begins with the path.
        openedAt = 0
        throw error
      }
    },
  }
}

/** Waits until what was written would survive a power cut. A pipe or device has nothing to wait for. */
async function onDisk(file: number): Promise<void> {
  try {
    await datasync(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EINVAL' || error.code === 'ENOTSUP')) return
    throw error
  }
}

const writeToStream = (stream: NodeJS.WriteStream, bytes: Buffer) =>
  new Promise<void>((resolve, reject) => {
    stream.write(bytes, (error) => {
      if (error) reject(error)
      else resolve()
    })
  })

/**
 * Checks that a file can be appended to, before anything depends on it.
 * @throws Error of the system when it cannot.
 */
export async function checkAppendable(path: string): Promise<void> {
  await closeFile(await openFile(path, 'a', 0o600))
}
