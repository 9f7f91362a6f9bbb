import { existsSync, readFileSync } from 'node:fs'

const parent = process.ppid

/** How often the parent is looked for, in milliseconds. */
const lookEvery = 250

/**
 * Ends this process, as SIGTERM would, when the shell that npm started it with is gone: npm passes a signal on to that
 * shell, which ends without telling us, and a server would stay behind. To be imported before anything slow, since a
 * signal may come while something is still being built. Started without npm, it does nothing.
 */
export function followParent(): void {
  if (process.env['npm_lifecycle_event'] === undefined) return
  // In a container npm itself may be process 1; elsewhere a parent of 1 means that ours was gone before we could look.
  const init = '/proc/1/cmdline'
  const npmIsInit = existsSync(init) && readFileSync(init, 'utf8').includes('npm')
  const watch = setInterval(() => {
    if (process.ppid === parent && !(parent === 1 && !npmIsInit)) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, lookEvery)
  watch.unref()
  // Whoever was told already is not told again: a second signal means "at once".
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      clearInterval(watch)
      // Nothing serves yet that could end in good order.
      if (process.listenerCount(signal) === 1) process.exit(signal === 'SIGINT' ? 130 : 143)
    })
}
