// What the gateway costs beside nginx and proxies that guard nothing. `node e2e/bench/gateway.ts` prints a table (it needs `npm run build`).
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type Contestant, end, startContestants } from './gateway-contestants.ts'
import type { Measured, Round } from './gateway-load.ts'
import type { Asked, Latency } from './gateway-upstream.ts'

/** One contestant under one load. All numbers are medians of the rounds. */
export interface GatewayRow {
  /** `console`, `nginx`, `node:http proxy`, `fetch proxy`; `direct` is the upstream itself. */
  name: string
  /** How long the upstream takes for each answer, in milliseconds. */
  upstreamMs: number
  ids: Round['ids']
  /** Time on a processor for each answer, all threads of the process; null for `direct`. */
  cpuMicroseconds: number | null
  /** Milliseconds. */
  p50: number
  p95: number
  answersPerSecond: number
  /** How often the upstream was asked for each answer. */
  upstreamCalls: number
  /** `cpuMicroseconds` as a share of the `node:http` proxy's under the same load. */
  ratio: number | null
}

interface Load {
  upstreamMs: number
  ids: Round['ids']
  rounds: number
  milliseconds: number
}

/** Short rounds in turns: what else the machine does meets everybody alike. */
const loads: Load[] = [
  { upstreamMs: 0, ids: 'distinct', rounds: 5, milliseconds: 800 },
  { upstreamMs: 40, ids: 'distinct', rounds: 3, milliseconds: 800 },
  { upstreamMs: 0, ids: 'one', rounds: 3, milliseconds: 600 },
]

const warmUpMs = 2500

/**
 * Measures the built console's gateway, with 64 connections and every guard, log and audit line on, beside what else
 * could stand in its place. It takes about 50 s, on this machine only, and leaves nothing behind.
 * @throws Error when a contestant gives a wrong answer, or ends.
 */
export async function benchGateway(): Promise<GatewayRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const upstream = startHelper('gateway-upstream.ts')
  const load = startHelper('gateway-load.ts')
  const started: ChildProcess[] = [upstream, load]
  try {
    const { port } = await tell(upstream, { latency: 0 })
    const contestants = await startContestants(`http://127.0.0.1:${port}`, folder)
    started.push(...contestants.map((contestant) => contestant.process))
    for (const contestant of contestants)
      await tell(load, { port: contestant.port, milliseconds: warmUpMs, ids: 'distinct' })
    const all = [...contestants, { name: 'direct', port, process: null }]
    const rows: GatewayRow[] = []
    for (const one of loads) rows.push(...(await runLoad(one, all, upstream, load)))
    return rows
  } finally {
    await Promise.all(started.map(end))
    rmSync(folder, { recursive: true, force: true })
  }
}

type Asking = Omit<Contestant, 'process'> & { process: ChildProcess | null }
type RoundRow = Omit<GatewayRow, 'ratio'>

async function runLoad(
  { upstreamMs, ids, rounds, milliseconds }: Load,
  contestants: Asking[],
  upstream: ChildProcess,
  load: ChildProcess,
): Promise<GatewayRow[]> {
  const measured = new Map<string, RoundRow[]>(contestants.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round += 1)
    for (const { name, port, process: child } of contestants) {
      await tell(upstream, { latency: upstreamMs })
      const before = cpuOf(child)
      const { answers, seconds, p50, p95 } = await tell(load, { port, milliseconds, ids })
      const after = cpuOf(child)
      const { asked } = await tell(upstream, { latency: upstreamMs })
      measured.get(name)?.push({
        name,
        upstreamMs,
        ids,
        cpuMicroseconds: before === null || after === null ? null : ((after - before) / answers) * 1e6,
        p50,
        p95,
        answersPerSecond: answers / seconds,
        upstreamCalls: asked / answers,
      })
    }
  const rows = [...measured.values()].map(medians)
  const plain = rows.find(({ name }) => name === 'node:http proxy')?.cpuMicroseconds ?? null
  return rows.map((row) => ({
    ...row,
    ratio: plain === null || row.cpuMicroseconds === null ? null : row.cpuMicroseconds / plain,
  }))
}

function medians(rows: RoundRow[]): RoundRow {
  const [first] = rows
  if (!first) throw new Error('No round was measured')
  const median = (of: (row: RoundRow) => number) =>
    rows.map(of).toSorted((one, other) => one - other)[rows.length >> 1] ?? 0
  return {
    ...first,
    cpuMicroseconds: first.cpuMicroseconds === null ? null : median((row) => row.cpuMicroseconds ?? 0),
    p50: median((row) => row.p50),
    p95: median((row) => row.p95),
    answersPerSecond: median((row) => row.answersPerSecond),
    upstreamCalls: median((row) => row.upstreamCalls),
  }
}

/** Linux counts in hundredths of a second (`getconf CLK_TCK`) on every architecture that Node runs on. */
const ticksPerSecond = 100

/** Seconds that a process has spent on processors so far, in user and system mode, threads that ended included. */
function cpuOf(child: ChildProcess | null): number | null {
  if (child === null) return null
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
  // The name in brackets may hold anything; utime and stime are the 14th and 15th field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

const startHelper = (script: string) => fork(join(import.meta.dirname, script), { execArgv: [] })

/** Sends a helper a message and waits for its reply. */
async function tell(helper: ChildProcess, message: Latency): Promise<Asked>
async function tell(helper: ChildProcess, message: Round): Promise<Measured>
async function tell(helper: ChildProcess, message: Latency | Round): Promise<Asked | Measured> {
  const ended = new AbortController()
  const gone = once(helper, 'exit', { signal: ended.signal }).then(() => {
    throw new Error('A helper of the bench has ended')
  })
  const reply = once(helper, 'message', { signal: ended.signal })
  helper.send(message)
  try {
    const [data]: (Asked | Measured)[] = await Promise.race([reply, gone])
    if (data === undefined) throw new Error('A helper of the bench has replied nothing')
    return data
  } finally {
    reply.catch(() => {})
    gone.catch(() => {})
    ended.abort()
  }
}

const show = (value: number | null, digits: number) => value?.toFixed(digits) ?? ''

/** The rows as a table for a terminal. */
function table(rows: GatewayRow[]): string {
  const lines = rows.map((row) => [
    `${row.upstreamMs} ms`,
    row.ids,
    row.name,
    show(row.cpuMicroseconds, 1),
    show(row.ratio, 2),
    show(row.p50, 2),
    show(row.p95, 2),
    show(row.answersPerSecond, 0),
    show(row.upstreamCalls, 3),
  ])
  const head = ['upstream', 'ids', 'name', 'CPU µs', 'ratio', 'p50 ms', 'p95 ms', 'answers/s', 'calls/answer']
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)))
  return [head, ...lines]
    .map((line) =>
      line.map((cell, column) => (column < 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))),
    )
    .map((line) => `${line.join('  ')}\n`)
    .join('')
}

if (import.meta.main) process.stdout.write(table(await benchGateway()))
