import { execFileSync } from 'node:child_process'
import {
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

import { afterAll, expect, test, vi } from 'vitest'

import { parseChatId } from '../../../linq/chat-id.ts'
import { SettingsError } from '../../settings/settings-error.ts'
import { createLines } from './line-writer.ts'
import { openRecords } from './audit-and-log.ts'

const folder = mkdtempSync(join(tmpdir(), 'lines-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
const newPath = () => join(folder, `${(files += 1)}.jsonl`)

test('a line is on the disk when its promise resolves, and each is a line of its own', async () => {
  const path = newPath()
  const lines = createLines({ path })
  await lines.write('one')
  expect(readFileSync(path, 'utf8')).toBe('one\n')
  await Promise.all(['two', 'three', 'four'].map(async (line) => await lines.write(line)))
  expect(readFileSync(path, 'utf8')).toBe('one\ntwo\nthree\nfour\n')
})

test('only its owner may read the file', async () => {
  const path = newPath()
  await createLines({ path }).write('one')
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('what stood there before stays', async () => {
  const path = newPath()
  await createLines({ path }).write('one')
  await createLines({ path }).write('two')
  expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n')
})

test('follows a file that was rotated or deleted, and begins a new one', async () => {
  const path = newPath()
  const lines = createLines({ path })
  await lines.write('before')
  renameSync(path, `${path}.1`)
  await lines.write('after')
  expect([readFileSync(`${path}.1`, 'utf8'), readFileSync(path, 'utf8')]).toEqual(['before\n', 'after\n'])
  rmSync(path)
  await lines.write('again')
  expect(readFileSync(path, 'utf8')).toBe('again\n')
})

test('ends half a line that a crash has left before it writes its own', async () => {
  const path = newPath()
  writeFileSync(path, 'whole\nhal')
  await createLines({ path }).write('mine')
  expect(readFileSync(path, 'utf8')).toBe('whole\nhal\nmine\n')
})

test('a line that was given up and gets through is followed by its correction', async () => {
  const path = newPath()
  execFileSync('mkfifo', [path])
  // A pipe takes no more than 64 KiB before somebody reads, who comes too late.
  const lines = createLines({ path })
  const line = 'x'.repeat(100_000)
  await expect(lines.write(line, () => 'correction')).rejects.toThrow('not written within 2000 ms')
  await expect(lines.write('never begun', () => 'nothing to correct')).rejects.toThrow('not written within')
  const reader = createReadStream(path)
  let read = ''
  reader.on('data', (chunk) => (read += String(chunk)))
  await vi.waitFor(() => expect(read === `${line}\ncorrection\n`).toBe(true))
  reader.destroy()
})

test('a named pipe is no audit file, since its reader may never come', async () => {
  const path = newPath()
  execFileSync('mkfifo', [path])
  await expect(openRecords({ auditLog: path, logLevel: 'info' })).rejects.toThrow(/^AUDIT_LOG .*a named pipe/)
})

test.skipIf(!existsSync('/dev/full'))('rejects a line that a full disk does not take, and goes on trying', async () => {
  const lines = createLines({ path: '/dev/full' })
  await expect(lines.write('one')).rejects.toThrow('ENOSPC')
  await expect(lines.write('two')).rejects.toThrow('ENOSPC')
})

test('rejects while the folder is gone, and goes on when it is back', async () => {
  const path = join(folder, 'gone', 'audit.jsonl')
  const lines = createLines({ path })
  await expect(lines.write('lost')).rejects.toThrow('ENOENT')
  mkdirSync(join(folder, 'gone'))
  await lines.write('kept')
  expect(readFileSync(path, 'utf8')).toBe('kept\n')
})

test('an audit file that cannot be written ends the start, in one line', async () => {
  const path = join(folder, 'missing', 'audit.jsonl')
  const opening = openRecords({ auditLog: path, logLevel: 'info' })
  await expect(opening).rejects.toThrow(SettingsError)
  await expect(opening).rejects.toThrow(/^AUDIT_LOG is ".*", which cannot be appended to \(ENOENT\)\. Set it to a file/)
})

test('an audit line is one JSON object that says what it is', async () => {
  const path = newPath()
  const { audit } = await openRecords({ auditLog: path, logLevel: 'info' })
  const chatId = parseChatId('45') ?? expect.unreachable()
  await audit({ time: 't', person: 'ann@example.com', chatId, outcome: 'ok', requestId: 'r', hidden: false })
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
    type: 'audit',
    time: 't',
    person: 'ann@example.com',
    chatId: '45',
    outcome: 'ok',
    requestId: 'r',
    hidden: false,
  })
})
