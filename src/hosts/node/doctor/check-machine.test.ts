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

test('does not create a missing audit file', async () => {
  const file = join(folder, 'audit.jsonl')
  expect(await auditAt(file)).toMatchObject({ level: 'ok', message: expect.stringContaining('does not exist yet') })
  expect(existsSync(file)).toBe(false)
})

test('leaves an existing audit file as it is', async () => {
  const file = join(folder, 'audit.jsonl')
  writeFileSync(file, '')
  expect(await auditAt(file)).toMatchObject({ level: 'ok', message: `${file} can be appended to.` })
})

test('reports a missing folder, a folder as the file, and a file as the folder', async () => {
  writeFileSync(join(folder, 'file'), '')
  expect(await auditAt(join(folder, 'no', 'audit'))).toMatchObject({
    level: 'error',
    message: expect.stringMatching(/ENOENT.*Set AUDIT_LOG/),
  })
  expect(await auditAt(folder)).toMatchObject({
    level: 'error',
    message: expect.stringMatching(/EISDIR.*Set AUDIT_LOG/),
  })
  expect(await auditAt(join(folder, 'file', 'audit'))).toMatchObject({
    level: 'error',
    message: expect.stringMatching(/ENOTDIR.*Set AUDIT_LOG/),
  })
})

test.skipIf(process.getuid?.() === 0)('reports a file that this process cannot write to', async () => {
  const file = join(folder, 'audit.jsonl')
  writeFileSync(file, '')
  chmodSync(file, 0o400)
  expect(await auditAt(file)).toMatchObject({ level: 'error', message: expect.stringMatching(/EACCES.*Set AUDIT_LOG/) })
})

test.skipIf(!existsSync('/dev/full'))('warns about a device', async () => {
  expect(await auditAt('/dev/full')).toMatchObject({
    level: 'warning',
    message: expect.stringContaining('/dev/full is not a regular file'),
  })
})

test('says with live data that the doctor’s own lookup is not in the audit log', async () => {
  const live = readSettings({ LINQ_INTEGRATION_TOKEN: 't' })
  expect((await checkAudit(live)).message).toMatch(/The doctor's own lookup is not in it\.$/)
  expect((await checkAudit({ ...live, auditLog: join(folder, 'no', 'audit') })).message).toMatch(/is not in it\.$/)
})

test('warns about a METRICS_PORT in use, accepts a free one, and skips a missing one', async () => {
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
      subject: 'Metrics',
      level: 'warning',
      message: `${port} is in use, perhaps by this console. If not, set METRICS_PORT to a free one.`,
    },
  ])
  await new Promise((resolve) => taken.close(resolve))
  expect(await checkMetricsPort(settings)).toMatchObject([{ level: 'ok' }])
  expect(await checkMetricsPort(readSettings({}))).toEqual([])
})

test('reports an address of the metrics that this machine does not have', async () => {
  const settings = readSettings({ METRICS_PORT: '9464', METRICS_HOST: '192.0.2.1' })
  expect(await checkMetricsPort(settings)).toEqual([
    {
      subject: 'Metrics',
      level: 'error',
      message:
        'the console cannot listen on 192.0.2.1, port 9464 (EADDRNOTAVAIL). Check METRICS_HOST and METRICS_PORT.',
    },
  ])
})
