// What the gateway costs beside nginx and proxies that guard nothing.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type Contestant, end, startContestants } from './gateway-contestants.ts'
import type { Measured, Round } from './gateway-load.ts'
import type { Asked, Latency } from './gateway-upstream.ts'
import { atLeast, atMost, median, ms, type Row, type Section, times } from './report.ts'

/** One contestant under one load. All numbers are medians of the rounds. */
interface GatewayRow {
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
export async function benchGateway(signal: AbortSignal): Promise<Section> {
  const rows = await measureAll(signal)
  const names = ['console', 'nginx', 'node:http proxy', 'fetch proxy', 'direct']
  const line = (
    what: string,
    load: Pick<GatewayRow, 'upstreamMs' | 'ids'>,
    of: (row: GatewayRow) => number | null,
    show: (value: number) => string,
    target?: (console: number, others: Map<string, number>) => Required<Row>['target'],
  ): Row => {
    const values = new Map(
      names.flatMap((name): [string, number][] => {
        const row = rows.find((one) => one.name === name && one.upstreamMs === load.upstreamMs && one.ids === load.ids)
        const value = row ? of(row) : null
        return value === null ? [] : [[name, value]]
      }),
    )
    const ours = values.get('console') ?? NaN
    const plain = values.get('node:http proxy')
    return {
      cells: [
        what,
        ...names.map((name) => (values.has(name) ? show(values.get(name) ?? NaN) : '–')),
        plain ? times(ours / plain) : '–',
      ],
      ...(target && { target: target(ours, values) }),
      values: Object.fromEntries(values),
    }
  }
  const direct = median(
    rows.filter(({ name, upstreamMs }) => name === 'direct' && upstreamMs > 0).map(({ p50 }) => p50),
  )
  const [fast, slow, one] = [
    { upstreamMs: 0, ids: 'distinct' },
    { upstreamMs: 40, ids: 'distinct' },
    { upstreamMs: 0, ids: 'one' },
  ] as const
  return {
    title: 'Gateway, 64 connections',
    columns: [...names, 'to node:http'],
    rows: [
      line(
        'processor time of an answer',
        fast,
        (row) => row.cpuMicroseconds,
        micro,
        (ours) => atMost(ours, 60, ' µs'),
      ),
      line(
        'p50',
        fast,
        (row) => row.p50,
        ms,
        (ours) => atMost(ours, 4, ' ms'),
      ),
      line('p95', fast, (row) => row.p95, ms),
      line(
        'p50 above direct, upstream 40 ms',
        slow,
        (row) => row.p50 - direct,
        ms,
        (ours) => atMost(ours, 1, ' ms'),
      ),
      line(
        'one id: answers a second',
        one,
        (row) => row.answersPerSecond,
        whole,
        (ours, others) => atLeast(ours, others.get('nginx') ?? 0, ' (nginx)'),
      ),
      line(
        'one id: calls to the upstream an answer',
        one,
        (row) => row.upstreamCalls,
        (value) => value.toFixed(3),
      ),
    ],
    notes: [
      'gateway: every guard, the log and the audit file on; the others put one header in and guard nothing. Medians, in turns.',
    ],
  }
}

const micro = (value: number) => `${value.toFixed(0)} µs`
const whole = (value: number) => value.toFixed(0)

async function measureAll(signal: AbortSignal): Promise<GatewayRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const upstream = startHelper('gateway-upstream.ts')
  const load = startHelper('gateway-load.ts')
  const started: ChildProcess[] = [upstream, load]
  // Whoever waits for one of them hears that it has ended.
  signal.addEventListener('abort', () => started.forEach((child) => child.kill()))
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

async function runLoad(
  { upstreamMs, ids, rounds, milliseconds }: Load,
  contestants: Asking[],
  upstream: ChildProcess,
  load: ChildProcess,
): Promise<GatewayRow[]> {
  const measured = new Map<string, GatewayRow[]>(contestants.map(({ name }) => [name, []]))
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
  return [...measured.values()].map(medians)
}

function medians(rows: GatewayRow[]): GatewayRow {
  const [first] = rows
  if (!first) throw new Error('No round was measured')
  const middle = (of: (row: GatewayRow) => number) => median(rows.map(of))
  return {
    ...first,
    cpuMicroseconds: first.cpuMicroseconds === null ? null : middle((row) => row.cpuMicroseconds ?? 0),
    p50: middle((row) => row.p50),
    p95: middle((row) => row.p95),
    answersPerSecond: middle((row) => row.answersPerSecond),
    upstreamCalls: middle((row) => row.upstreamCalls),
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
