import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { readSettings } from '../../settings/settings.ts'
import { checkAudit, checkMetricsPort } from './check-machine.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const auditAt = async (auditLog: string) => await checkAudit({ ...readSettings({}), auditLog })

test('a missing audit file is not made by looking', async () => {
  const file = join(folder, 'audit.jsonl')
  expect(await auditAt(file)).toMatchObject({ state: 'ok', words: expect.stringContaining('is not there yet') })
  expect(existsSync(file)).toBe(false)
})

test('an audit file that is there is left as it is', async () => {
  const file = join(folder, 'audit.jsonl')
  writeFileSync(file, '')
  expect(await auditAt(file)).toMatchObject({ state: 'ok', words: `${file} can be appended to.` })
})

test('a folder that is not there, a folder as the file, and a file as the folder are wrong', async () => {
  writeFileSync(join(folder, 'file'), '')
  expect(await auditAt(join(folder, 'no', 'audit'))).toMatchObject({
    state: 'wrong',
    words: expect.stringMatching(/ENOENT.*Set AUDIT_LOG/),
  })
  expect(await auditAt(folder)).toMatchObject({ state: 'wrong', words: expect.stringMatching(/EISDIR.*Set AUDIT_LOG/) })
  expect(await auditAt(join(folder, 'file', 'audit'))).toMatchObject({
    state: 'wrong',
    words: expect.stringMatching(/ENOTDIR.*Set AUDIT_LOG/),
  })
})

test.skipIf(process.getuid?.() === 0)('a file that this process may not write is wrong', async () => {
  const file = join(folder, 'audit.jsonl')
  writeFileSync(file, '')
  chmodSync(file, 0o400)
  expect(await auditAt(file)).toMatchObject({ state: 'wrong', words: expect.stringMatching(/EACCES.*Set AUDIT_LOG/) })
})

test.skipIf(!existsSync('/dev/full'))('a device is told to be no regular file', async () => {
  expect(await auditAt('/dev/full')).toMatchObject({
    state: 'warning',
    words: expect.stringContaining('/dev/full is no regular file'),
  })
})

test('with live data the audit log’s finding says that the lookup of this check is not in it', async () => {
  const live = readSettings({ LINQ_INTEGRATION_TOKEN: 't' })
  expect((await checkAudit(live)).words).toMatch(/The lookup that this check makes is not in it\.$/)
  expect((await checkAudit({ ...live, auditLog: join(folder, 'no', 'audit') })).words).toMatch(/is not in it\.$/)
})

test('a taken METRICS_PORT is told, a free one too, and none is nothing to tell', async () => {
  const taken: Server = createServer()
  const port = await new Promise<number>((resolve) =>
    taken.listen(0, '127.0.0.1', () => {
      const address = taken.address()
      resolve(typeof address === 'object' ? (address?.port ?? 0) : 0)
    }),
  )
  const settings = { ...readSettings({ METRICS_PORT: String(port) }), host: '0.0.0.0' }
  expect(await checkMetricsPort(settings)).toEqual([
    {
      what: 'Metrics',
      state: 'warning',
      words: `${port} is in use, by this console perhaps. If not, set METRICS_PORT to a free one.`,
    },
  ])
  await new Promise((resolve) => taken.close(resolve))
  expect(await checkMetricsPort(settings)).toMatchObject([{ state: 'ok' }])
  expect(await checkMetricsPort(readSettings({}))).toEqual([])
})
