import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * The version, and the commit if it is known: `1.2.3+0a1b2c3`. Error details, `/version` and the metrics name it.
 * @throws Error if `BUILD_COMMIT` is not a commit.
 */
export function buildName(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
  const commit = commitFrom(process.env['BUILD_COMMIT']) ?? checkedOutCommit()
  return commit === null ? version : `${version}+${commit}`
}

/** A build without a checkout, such as a container's, gets its commit from a variable. */
function commitFrom(text: string | undefined): string | null {
  if (text === undefined || /^[0-9a-f]{7,64}$/.test(text)) return text ?? null
  throw new Error('BUILD_COMMIT is not a commit. Set it to 7 to 64 hexadecimal digits, or leave it unset.')
}

function checkedOutCommit(): string | null {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim()
  } catch {
    return null
  }
}
