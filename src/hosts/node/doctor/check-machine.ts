import { access, constants, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname } from 'node:path'

import type { Settings } from '../../settings/settings.ts'
import { codeOf, type Finding, ok, warning, wrong } from './finding.ts'

/** The address to listen on. */
export async function checkPort({ host, port }: Settings): Promise<Finding> {
  return await tryPort('Port', { host, port, fix: 'set PORT to a free one', others: 'Set HOST or PORT to others' })
}

/** The port of the metrics, which are for this machine only; nothing where there are none. */
export async function checkMetricsPort({ metricsPort: port }: Settings): Promise<Finding[]> {
  if (port === null) return []
  const fixes = { fix: 'set METRICS_PORT to a free one', others: 'Set METRICS_PORT to another' }
  return [await tryPort('Metrics', { host: '127.0.0.1', port, ...fixes })]
}

async function tryPort(
  what: string,
  { host, port, fix, others }: { host: string; port: number; fix: string; others: string },
): Promise<Finding> {
  const server = createServer()
  return await new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'EADDRINUSE'
          ? warning(what, `${port} is in use, by this console perhaps. If not, ${fix}.`)
          : wrong(what, `${host}, port ${port} cannot be listened on (${error.code}). ${others}.`),
      ),
    )
    server.listen(port, host, () => server.close(() => resolve(ok(what, `${port} is free.`))))
  })
}

/** Where who looked at what is written down. The lookup that the doctor makes is not, and that is said. */
export async function checkAudit({ auditLog, token }: Settings): Promise<Finding> {
  const found = auditLog === 'stdout' ? ok('Audit log', 'it goes to stdout.') : await checkFile(auditLog)
  return token === null ? found : { ...found, words: `${found.words} The lookup that this check makes is not in it.` }
}

/** Asks for rights and opens nothing: a file made here would belong to whoever runs the doctor, root perhaps. */
async function checkFile(path: string): Promise<Finding> {
  const what = 'Audit log'
  const cannot = (code: string) =>
    wrong(
      what,
      `${path} cannot be appended to (${code}). Set AUDIT_LOG to a file in a folder that this process may write.`,
    )
  try {
    const there = await statOf(path)
    if (there?.isDirectory()) return cannot('EISDIR')
    await access(there ? path : dirname(path), there ? constants.W_OK : constants.W_OK | constants.X_OK)
    if (!there) return ok(what, `${path} is not there yet, and can be made.`)
    return there.isFile()
      ? ok(what, `${path} can be appended to.`)
      : warning(what, `${path} is no regular file, so nobody knows what becomes of a line. Set AUDIT_LOG to a file.`)
  } catch (error) {
    return cannot(codeOf(error))
  }
}

/** null for a file that is not there. */
async function statOf(path: string) {
  try {
    return await stat(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}
