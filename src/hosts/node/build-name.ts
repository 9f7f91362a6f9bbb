import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The version and, in a checkout, the commit, such as `1.2.3+0a1b2c3`. Error details name it. */
export function buildName(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
  try {
    return `${version}+${execFileSync('git', ['rev-parse', '--short', 'HEAD'], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim()}`
  } catch {
    return version
  }
}
