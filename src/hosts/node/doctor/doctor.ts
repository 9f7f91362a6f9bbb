// `npm run doctor`: checks what a console needs, and says what is wrong and how to mend it. It ends with 1 if anything is.
import { parseChatId } from '../../../linq/chat-id.ts'
import { examine } from './run-checks.ts'
import type { Finding } from './finding.ts'

const marks: Record<Finding['state'], string> = { ok: 'ok     ', warning: 'WARNING', wrong: 'WRONG  ' }

const typed = process.argv[2] ?? '1'
const id = parseChatId(typed)
if (id) {
  const findings = await examine(process.env, id)
  const wrong = findings.filter(({ state }) => state === 'wrong').length
  const lines = findings.map(({ state, what, words }) => `${marks[state]}  ${what}: ${words}`)
  lines.push(wrong === 0 ? 'Nothing is wrong.' : `${wrong} of ${findings.length} checks failed.`)
  // At once: whoever reads the first line only (`head -1`) may be gone by the second.
  process.stdout.write(`${lines.join('\n')}\n`)
  process.exitCode = wrong === 0 ? 0 : 1
} else {
  process.stderr.write(`${JSON.stringify(typed)} is no chat ID. Name one that this account has: npm run doctor -- 45\n`)
  process.exitCode = 1
}
