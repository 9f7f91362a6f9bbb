import * as fs from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'

// By number, not by handle: a handle that is still open when nobody refers to it any more ends the process.
const openFile = promisify(fs.open)
const closeFile = promisify(fs.close)
const statFile = promisify(fs.stat)
const statOpen = promisify(fs.fstat)
const syncData = promisify(fs.fdatasync)

/** Something that texts are appended to, one after the other. */
export interface Appendable {
  /**
   * Resolves when the text would survive a power cut, where it goes to a disk; rejects when it could not be written whole.
   * @param following whether the text was there already when the last one was done: then the path, which was looked up
   * at that very moment, is not looked up once more.
   */
  append: (text: string, following?: boolean) => Promise<void>
}

/** How the end of what was written stands. */
interface Tail {
  /** Whether half a line is left. */
  torn: boolean
}

/**
 * A stream of this process. It is written to by its number: Node's own `process.stdout` would end the process once nobody
 * reads it any more, and never recover from a disk that was full for a moment.
 */
export function appendableStream(file: 1 | 2): Appendable {
  const tail: Tail = { torn: false }
  return {
    append: async (text) => {
      await writeText(file, text, tail)
      // The log (2) is not worth waiting for a disk.
      if (file === 1) await onDisk(file)
    },
  }
}

/**
 * A file that a platform may rotate by any means: before each text its path is looked up, and a file that is gone or
 * another one by now is opened anew.
 */
export function appendableFile(path: string): Appendable {
  let open: OpenFile | undefined
  /** Whether the path led to the open file when the last text was done. */
  let wasStill = false
  const current = async (following: boolean) => {
    if (open) {
      if ((following && wasStill) || (await isStill(path, open))) return open
      const { file } = open
      open = undefined
      await closeFile(file)
    }
    // Only its owner may read who looked at what.
    const file = await openFile(path, 'a+', 0o600)
    const { ino, dev } = await statOpen(file)
    open = { file, ino, dev, tail: { torn: await endsInTheMiddle(file) } }
    return open
  }
  const append = async (text: string, following: boolean) => {
    const one = await current(following)
    wasStill = false
    await writeText(one.file, text, one.tail)
    // Both wait for the write only.
    const [still] = await Promise.all([isStill(path, one), onDisk(one.file)])
    wasStill = still
    return one.file
  }
  return {
    append: async (text, following = false) => {
      const file = await append(text, following)
      // Deleted in the very moment: what was written is nowhere, so it is written once more.
      if (!wasStill && (await statOpen(file)).nlink === 0) await append(text, false)
    },
  }
}

interface OpenFile {
  file: number
  /** Which file it is, for as long as it is open. */
  ino: number
  dev: number
  tail: Tail
}

/** Whether a path still leads to the file that is open. */
async function isStill(path: string, { ino, dev }: OpenFile): Promise<boolean> {
  try {
    const there = await statFile(path)
    return there.ino === ino && there.dev === dev
  } catch {
    return false
  }
}

/** Whether a file ends in half a line, which a crash or a full disk has left. */
async function endsInTheMiddle(file: number): Promise<boolean> {
  const { size } = await statOpen(file)
  if (size === 0) return false
  const last = Buffer.alloc(1)
  await promisify(fs.read)(file, last, 0, 1, size - 1)
  return last.toString() !== '\n'
}

async function writeText(file: number, text: string, tail: Tail): Promise<void> {
  const bytes = Buffer.from(tail.torn ? `\n${text}` : text)
  let written = 0
  try {
    while (written < bytes.length) written += await writeSome(file, bytes, written)
    tail.torn = false
  } catch (error) {
    // Half a line that is left gets an end before the next one begins.
    if (written > 0) tail.torn = written < bytes.length
    throw error
  }
}

const writeOnce = promisify<number, Buffer, number, { bytesWritten: number }>((file, bytes, offset, done) =>
  fs.write(file, bytes, offset, bytes.length - offset, null, (error, bytesWritten) => done(error, { bytesWritten })),
)

/** Writes what a file or pipe takes; a pipe that is full and must not be waited for is asked again a moment later. */
async function writeSome(file: number, bytes: Buffer, offset: number): Promise<number> {
  try {
    return (await writeOnce(file, bytes, offset)).bytesWritten
  } catch (error) {
    if (!hasCode(error, 'EAGAIN')) throw error
    await pause(10)
    return 0
  }
}

/** Waits until what was written would survive a power cut. A pipe or device has nothing to wait for. */
async function onDisk(file: number): Promise<void> {
  try {
    await syncData(file)
  } catch (error) {
    if (!hasCode(error, 'EINVAL', 'ENOTSUP', 'EROFS')) throw error
  }
}

const hasCode = (error: unknown, ...codes: string[]) =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code))

/**
 * Checks that a file can be appended to, before anything depends on it.
 * @throws Error when it cannot; a named pipe can not, since opening it would wait for a reader.
 */
export async function checkAppendable(path: string): Promise<void> {
  try {
    if ((await statFile(path)).isFIFO()) throw Object.assign(new Error('a named pipe'), { code: 'a named pipe' })
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
  await closeFile(await openFile(path, 'a+', 0o600))
}
