import { execFileSync } from 'node:child_process'
import fs, {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'

import { afterAll, expect, test, vi } from 'vitest'

import { parseChatId } from '../../../linq/chat-id.ts'
import { SettingsError } from '../../settings/settings-error.ts'
import { appendableFile } from './durable-file.ts'
import { createLineWriter } from './line-writer.ts'
import { openRecords } from './audit-and-log.ts'

const folder = mkdtempSync(join(tmpdir(), 'lines-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
const newPath = () => join(folder, `${(files += 1)}.jsonl`)

test('writes each line before its promise resolves', async () => {
  const path = newPath()
  const writer = createLineWriter(appendableFile(path))
  await writer.write('one')
  expect(readFileSync(path, 'utf8')).toBe('one\n')
  await Promise.all(['two', 'three', 'four'].map(async (line) => await writer.write(line)))
  expect(readFileSync(path, 'utf8')).toBe('one\ntwo\nthree\nfour\n')
})

test('makes a file that only its owner can read', async () => {
  const path = newPath()
  await createLineWriter(appendableFile(path)).write('one')
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('appends to an existing file', async () => {
  const path = newPath()
  await createLineWriter(appendableFile(path)).write('one')
  await createLineWriter(appendableFile(path)).write('two')
  expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n')
})

test('opens a new file after the old one was renamed or deleted', async () => {
  const path = newPath()
  const writer = createLineWriter(appendableFile(path))
  await writer.write('before')
  renameSync(path, `${path}.1`)
  await writer.write('after')
  expect([readFileSync(`${path}.1`, 'utf8'), readFileSync(path, 'utf8')]).toEqual(['before\n', 'after\n'])
  rmSync(path)
  await writer.write('again')
  expect(readFileSync(path, 'utf8')).toBe('again\n')
})

test('starts on a new line after an incomplete one', async () => {
  const path = newPath()
  writeFileSync(path, 'whole\nhal')
  await createLineWriter(appendableFile(path)).write('mine')
  expect(readFileSync(path, 'utf8')).toBe('whole\nhal\nmine\n')
})

test('writes a correction after a line that was written too late', async () => {
  const path = newPath()
  execFileSync('mkfifo', [path])
  // A pipe accepts 64 KiB before its reader, which starts too late, reads.
  const writer = createLineWriter(appendableFile(path))
  const line = 'x'.repeat(100_000)
  const late = writer.write(line, () => 'correction')
  // Lines of one turn are written together.
  await nextTurn()
  const queued = writer.write('not written', () => 'no correction')
  await Promise.all([
    expect(late).rejects.toThrow('not written within 2000 ms'),
    expect(queued).rejects.toThrow('not written within 2000 ms'),
  ])
  const reader = createReadStream(path)
  let read = ''
  reader.on('data', (chunk) => (read += String(chunk)))
  await vi.waitFor(() => expect(read === `${line}\ncorrection\n`).toBe(true))
  reader.destroy()
})

test('writes a correction also while too many lines wait', async () => {
  const texts: string[] = []
  const disk = Promise.withResolvers<void>()
  const append = async (text: string) => {
    texts.push(text)
    await disk.promise
  }
  const writer = createLineWriter({ append })
  await expect(writer.write('late', () => 'correction')).rejects.toThrow('not written within 2000 ms')
  writer.post('x'.repeat(5 * 1024 * 1024))
  await expect(writer.write('refused')).rejects.toThrow('Too many lines wait')
  disk.resolve()
  await writer.flush()
  expect(texts.join('').replace(/x+/, 'waiting')).toBe('late\nwaiting\ncorrection\n')
})

test('refuses a named pipe as the audit file', async () => {
  const path = newPath()
  execFileSync('mkfifo', [path])
  await expect(openRecords({ auditLog: path, logLevel: 'info' })).rejects.toThrow(/^AUDIT_LOG .*a named pipe/)
})

test('closes a file that it has opened but cannot use', async () => {
  vi.spyOn(fs, 'fstat').mockImplementationOnce((...args: unknown[]) => {
    const done = args.at(-1)
    if (typeof done === 'function') done(new Error('EIO'))
  })
  const opened = vi.spyOn(fs, 'open')
  const closed = vi.spyOn(fs, 'close')
  const writer = createLineWriter(appendableFile(newPath()))
  await expect(writer.write('one')).rejects.toThrow('EIO')
  expect([opened.mock.calls.length, closed.mock.calls.length]).toEqual([1, 1])
  await writer.write('two')
  vi.restoreAllMocks()
})

test.skipIf(!existsSync('/dev/full'))('rejects lines while the disk is full', async () => {
  const writer = createLineWriter(appendableFile('/dev/full'))
  await expect(writer.write('one')).rejects.toThrow('ENOSPC')
  await expect(writer.write('two')).rejects.toThrow('ENOSPC')
})

test('rejects lines while the folder is missing, and writes again when it is back', async () => {
  const path = join(folder, 'gone', 'audit.jsonl')
  const writer = createLineWriter(appendableFile(path))
  await expect(writer.write('lost')).rejects.toThrow('ENOENT')
  mkdirSync(join(folder, 'gone'))
  await writer.write('kept')
  expect(readFileSync(path, 'utf8')).toBe('kept\n')
})

test('refuses an audit file that cannot be written, in one line', async () => {
  const path = join(folder, 'missing', 'audit.jsonl')
  const opening = openRecords({ auditLog: path, logLevel: 'info' })
  await expect(opening).rejects.toThrow(SettingsError)
  await expect(opening).rejects.toThrow(/^AUDIT_LOG is ".*", which cannot be appended to \(ENOENT\)\. Set it to a file/)
})

test('writes an audit line as one JSON object', async () => {
  const path = newPath()
  const { audit } = await openRecords({ auditLog: path, logLevel: 'info' })
  const chatId = parseChatId('45') ?? expect.unreachable()
  const line = { time: 't', person: 'sub:\u2028\u202E', iss: 'https://id.test', sub: '\u2028\u202E', chatId }
  await audit({ ...line, outcome: 'ok', requestId: 'r', hidden: false })
  const written = readFileSync(path, 'utf8')
  expect(JSON.parse(written)).toEqual({ type: 'audit', ...line, outcome: 'ok', requestId: 'r', hidden: false })
  expect(written).toContain(String.raw`"person":"sub:\u2028\u202e"`)
})
