import { access, constants, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname } from 'node:path'

import type { Address } from '../../settings/addresses.ts'
import type { Settings } from '../../settings/settings.ts'
import type { VariableName } from '../../settings/variables.ts'
import { codeOf, type Finding, findingsAbout } from './finding.ts'

const audit = findingsAbout('Audit log')

/** Checks that the console can listen on its port. */
export async function checkPort({ host, port }: Settings): Promise<Finding> {
  return await tryPort('Port', { host, port }, { host: 'HOST', port: 'PORT' })
}

/** Checks the metrics' port, if there is one. */
export async function checkMetricsPort({ metrics }: Settings): Promise<Finding[]> {
  return metrics ? [await tryPort('Metrics', metrics, { host: 'METRICS_HOST', port: 'METRICS_PORT' })] : []
}

async function tryPort(
  subject: string,
  { host, port }: Address,
  names: { host: VariableName; port: VariableName },
): Promise<Finding> {
  const { ok, warning, failure } = findingsAbout(subject)
  const server = createServer()
  return await new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'EADDRINUSE'
          ? warning(`${port} is in use, perhaps by this console. If not, set ${names.port} to a free one.`)
          : failure(
              `the console cannot listen on ${host}, port ${port} (${error.code}). Check ${names.host} and ${names.port}.`,
            ),
      ),
    )
    server.listen(port, host, () => server.close(() => resolve(ok(`${port} is free.`))))
  })
}

/** Checks the audit log. The doctor's own lookup is not in it, and the message says so. */
export async function checkAudit({ auditLog, token }: Settings): Promise<Finding> {
  const finding = auditLog === 'stdout' ? audit.ok('it goes to stdout.') : await checkFile(auditLog)
  return token === null ? finding : { ...finding, message: `${finding.message} The doctor's own lookup is not in it.` }
}

/** Checks permissions without opening the file: a file created here would belong to the user who runs the doctor. */
async function checkFile(path: string): Promise<Finding> {
  const cannot = (code: string) =>
    audit.failure(
      `${path} cannot be appended to (${code}). Set AUDIT_LOG to a file in a folder that this process can write to.`,
    )
  try {
    const found = await statOrNull(path)
    if (found?.isDirectory()) return cannot('EISDIR')
    await access(found ? path : dirname(path), found ? constants.W_OK : constants.W_OK | constants.X_OK)
    if (!found) return audit.ok(`${path} does not exist yet, and can be created.`)
    return found.isFile()
      ? audit.ok(`${path} can be appended to.`)
      : audit.warning(`${path} is not a regular file, so audit lines may be lost. Set AUDIT_LOG to a file.`)
  } catch (error) {
    return cannot(codeOf(error))
  }
}

/** null for a file that does not exist. */
async function statOrNull(path: string) {
  try {
    return await stat(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}
