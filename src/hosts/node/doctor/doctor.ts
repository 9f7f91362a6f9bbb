// `npm run doctor`: checks what a console needs, and names the fix for each problem. It exits with 1 if there is an error.
import { parseChatId } from '../../../linq/chat-id.ts'
import { buildName } from '../build-name.ts'
import { readCommandLine } from '../command-line.ts'
import type { Finding } from './finding.ts'
import { runChecks } from './run-checks.ts'

const labels: Record<Finding['level'], string> = { ok: 'ok     ', warning: 'WARNING', error: 'ERROR  ' }

const [text = '1'] = readCommandLine(buildName, 1)
const id = parseChatId(text)
if (id) {
  const findings = await runChecks(process.env, id)
  const errors = findings.filter(({ level }) => level === 'error').length
  const lines = findings.map(({ level, subject, message }) => `${labels[level]}  ${subject}: ${message}`)
  lines.push(errors === 0 ? 'No errors.' : `${errors} of ${findings.length} checks failed.`)
  // In one write: a reader such as `head -1` may close the pipe after the first line.
  process.stdout.write(`${lines.join('\n')}\n`)
  process.exitCode = errors === 0 ? 0 : 1
} else {
  process.stderr.write(`${JSON.stringify(text)} is not a chat ID. Use one of this account: npm run doctor -- 45\n`)
  process.exitCode = 1
}
