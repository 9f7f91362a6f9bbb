// `npm run bench`: measures the console, and prints one table; dist/bench.json has all numbers.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join, relative } from 'node:path'

import { Command, InvalidArgumentError, Option } from 'commander'

import { exitWithParent } from '../../src/hosts/node/exit-with-parent.ts'
import { cleanEnvironment, root } from '../support/servers.ts'
import { benchBytes } from './bytes.ts'
import { benchGateway } from './gateway.ts'
import { benchPages } from './pages.ts'
import { type Bench, type Section, tableOf } from './report.ts'
import { benchTable } from './table.ts'

interface Options {
  json?: true
  only?: string
  latency: number
}

exitWithParent()

const parts = ({ latency }: Options): Record<string, Bench> => ({
  pages: async (signal) => await benchPages(signal, latency),
  table: benchTable,
  gateway: benchGateway,
  bytes: benchBytes,
})

function readLatency(text: string): number {
  // Above this the console shows its note about a slow lookup.
  if (/^[0-9]{1,4}$/.test(text) && Number(text) <= 2000) return Number(text)
  throw new InvalidArgumentError('Use milliseconds, a whole number up to 2000.')
}

const options = new Command('npm run bench --')
  .description('Compares the console with a hand-written page, and prints one table.')
  .addOption(new Option('--only <part>', 'only one part').choices(Object.keys(parts({ latency: 0 }))))
  .option('--json', 'print JSON instead of the table')
  .addOption(new Option('--latency <ms>', 'the response time of the upstream').argParser(readLatency).default(40))
  .parse()
  .opts<Options>()

const log = (message: string) => process.stderr.write(`${message}\n`)

/** Aborts on Ctrl-C, SIGTERM or SIGHUP; a second signal ends the process at once. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => (stopping.signal.aborted ? process.exit(130) : stopping.abort()))
  return stopping.signal
}

/** Builds the console. */
async function build(signal: AbortSignal): Promise<void> {
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  // Its output goes to stderr, since stdout may be JSON.
  const building = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    env: cleanEnvironment(),
    stdio: ['ignore', process.stderr, process.stderr],
    signal,
  })
  const [code] = await once(building, 'exit')
  if (code !== 0) throw new Error('The build failed, so there is nothing to measure. Run: npm run build')
}

async function run(signal: AbortSignal): Promise<void> {
  const started = performance.now()
  await build(signal)
  const chosen = Object.entries(parts(options)).filter(([name]) => (options.only ?? name) === name)
  const sections: Section[] = []
  for (const [name, bench] of chosen) {
    log(`Measuring: ${name}`)
    sections.push(await bench(signal))
    signal.throwIfAborted()
  }
  const seconds = Math.round((performance.now() - started) / 1000)
  const [load = 0] = loadavg()
  const machine = { cores: availableParallelism(), load, node: process.version, platform: process.platform }
  const json = `${JSON.stringify({ at: new Date().toISOString(), seconds, machine, sections }, null, 2)}\n`
  const file = join(root, 'dist/bench.json')
  writeFileSync(file, json)
  const notes = sections.flatMap((section) => section.notes ?? [])
  process.stdout.write(
    options.json
      ? json
      : [
          tableOf(sections),
          '',
          ...notes,
          `${seconds} s on ${machine.cores} cores (load ${load.toFixed(1)}), Node ${process.version}. All numbers: ${relative(process.cwd(), file)}`,
          '',
        ].join('\n'),
  )
}

const signal = stopSignal()
try {
  await run(signal)
} catch (error) {
  log(signal.aborted ? 'Stopped.' : error instanceof Error ? error.message : String(error))
  process.exitCode = signal.aborted ? 130 : 1
}
