import { existsSync, readFileSync } from 'node:fs'

const parent = process.ppid

/** How often the parent process is checked, in milliseconds. */
const intervalMs = 250

/**
 * Ends this process, as SIGTERM would, when the shell that npm started it with is gone. npm sends a signal to that shell,
 * which exits without passing it on, and the server would keep running. Called before anything slow, because a signal may
 * arrive during the build. Does nothing without npm.
 */
export function exitWithParent(): void {
  if (process.env['npm_lifecycle_event'] === undefined) return
  // In a container npm itself may be process 1. Elsewhere a parent of 1 means that ours has already exited.
  const init = '/proc/1/cmdline'
  const npmIsInit = existsSync(init) && readFileSync(init, 'utf8').includes('npm')
  const timer = setInterval(() => {
    if (process.ppid === parent && !(parent === 1 && !npmIsInit)) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, intervalMs)
  timer.unref()
  // No SIGTERM after another signal: the servers take a second signal as "exit at once".
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      clearInterval(timer)
      // No server is listening yet that would shut down gracefully.
      if (process.listenerCount(signal) === 1) process.exit(signal === 'SIGINT' ? 130 : 143)
    })
}
