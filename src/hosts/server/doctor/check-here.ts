import { createServer } from 'node:net'

import type { Settings } from '../../common/settings.ts'
import { checkAppendable } from '../lines.ts'
import { codeOf, type Finding, ok, warning, wrong } from './finding.ts'

/** The address to listen on. */
export async function checkPort({ host, port }: Settings): Promise<Finding> {
  const server = createServer()
  return await new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'EADDRINUSE'
          ? warning('Port', `${port} is in use, by this console perhaps. If not, set PORT to a free one.`)
          : wrong('Port', `${host}, port ${port} cannot be listened on (${error.code}). Set HOST or PORT to others.`),
      ),
    )
    server.listen(port, host, () => server.close(() => resolve(ok('Port', `${port} is free.`))))
  })
}

/** The file that has to take who looked at what. */
export async function checkAudit({ auditLog }: Settings): Promise<Finding> {
  if (auditLog === 'stdout') return ok('Audit log', 'it goes to stdout.')
  try {
    await checkAppendable(auditLog)
    return ok('Audit log', `${auditLog} can be appended to.`)
  } catch (error) {
    return wrong(
      'Audit log',
      `${auditLog} cannot be appended to (${codeOf(error)}). Set AUDIT_LOG to a file in a folder that this process may write.`,
    )
  }
}
