// The cost of the gateway, compared with nginx and with proxies without guards.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type Contestant, end, startContestants } from './gateway-contestants.ts'
import type { Measured, Round } from './gateway-load.ts'
import type { Latency, UpstreamState } from './gateway-upstream.ts'
import { atLeast, atMost, median, ms, type Row, type Section, times } from './report.ts'

/** The figures of one server under one load, as medians of the rounds. */
interface GatewayRow {
  /** `console`, `nginx`, `node:http proxy`, `undici proxy`, `fetch proxy`; `direct` is the upstream itself. */
  name: string
  /** The response time of the upstream, in milliseconds. */
  upstreamMs: number
  ids: Round['ids']
  /** CPU time of all threads of the process for each response; null for `direct`. */
  cpuMicroseconds: number | null
  /** Milliseconds. */
  p50: number
  p95: number
  p99: number
  answersPerSecond: number
  /** The number of upstream calls for each response. */
  upstreamCalls: number
}

interface Load {
  upstreamMs: number
  ids: Round['ids']
  rounds: number
  milliseconds: number
}

/** The servers take turns in short rounds, so that other load on the machine affects all of them. */
const loads: Load[] = [
  { upstreamMs: 0, ids: 'distinct', rounds: 5, milliseconds: 800 },
  { upstreamMs: 40, ids: 'distinct', rounds: 3, milliseconds: 800 },
  { upstreamMs: 0, ids: 'one', rounds: 3, milliseconds: 600 },
]

const warmUpMs = 2500

/**
 * Measures the built console's gateway with 64 connections and all guards, the log and the audit file, compared with other
 * servers. It takes about 50 s, and uses this machine only.
 * @throws Error if a server ends or sends an unexpected response.
 */
export async function benchGateway(signal: AbortSignal): Promise<Section> {
  const rows = await measureAll(signal)
  const names = ['console', 'nginx', 'undici proxy', 'node:http proxy', 'fetch proxy', 'direct']
  const line = (
    label: string,
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
        label,
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
        (ours, others) => atMost(ours / (others.get('node:http proxy') ?? NaN), 1.1),
      ),
      line(
        'p50',
        fast,
        (row) => row.p50,
        ms,
        (ours, others) => atMost(ours / (others.get('node:http proxy') ?? NaN), 1.1),
      ),
      line('p95', fast, (row) => row.p95, ms),
      line('p99', fast, (row) => row.p99, ms),
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
  // A pending message to one of them rejects when it ends.
  signal.addEventListener('abort', () => started.forEach((child) => child.kill()))
  try {
    const { port } = await sendMessage(upstream, { latency: 0 })
    const contestants = await startContestants(`http://127.0.0.1:${port}`, folder)
    started.push(...contestants.map((contestant) => contestant.process))
    for (const contestant of contestants)
      await sendMessage(load, { port: contestant.port, milliseconds: warmUpMs, ids: 'distinct' })
    const all = [...contestants, { name: 'direct', port, process: null }]
    const rows: GatewayRow[] = []
    for (const one of loads) rows.push(...(await runLoad(one, all, upstream, load)))
    return rows
  } finally {
    await Promise.all(started.map(end))
    rmSync(folder, { recursive: true, force: true })
  }
}

type LoadTarget = Omit<Contestant, 'process'> & { process: ChildProcess | null }

async function runLoad(
  { upstreamMs, ids, rounds, milliseconds }: Load,
  contestants: LoadTarget[],
  upstream: ChildProcess,
  load: ChildProcess,
): Promise<GatewayRow[]> {
  const measured = new Map<string, GatewayRow[]>(contestants.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round += 1)
    for (const { name, port, process: child } of contestants) {
      await sendMessage(upstream, { latency: upstreamMs })
      const before = cpuOf(child)
      const { answers, seconds, p50, p95, p99 } = await sendMessage(load, { port, milliseconds, ids })
      const after = cpuOf(child)
      const { requests } = await sendMessage(upstream, { latency: upstreamMs })
      measured.get(name)?.push({
        name,
        upstreamMs,
        ids,
        cpuMicroseconds: before === null || after === null ? null : ((after - before) / answers) * 1e6,
        p50,
        p95,
        p99,
        answersPerSecond: answers / seconds,
        upstreamCalls: requests / answers,
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
    p99: middle((row) => row.p99),
    answersPerSecond: middle((row) => row.answersPerSecond),
    upstreamCalls: middle((row) => row.upstreamCalls),
  }
}

/** Linux counts in hundredths of a second (`getconf CLK_TCK`) on every architecture that Node runs on. */
const ticksPerSecond = 100

/** The CPU time of a process so far in seconds, user and system, including threads that have ended. */
function cpuOf(child: ChildProcess | null): number | null {
  if (child === null) return null
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
  // The name in brackets may contain spaces and brackets; utime and stime are the 14th and 15th field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

const startHelper = (script: string) => fork(join(import.meta.dirname, script), { execArgv: [] })

/** Sends a helper a message and waits for its reply. */
async function sendMessage(helper: ChildProcess, message: Latency): Promise<UpstreamState>
async function sendMessage(helper: ChildProcess, message: Round): Promise<Measured>
async function sendMessage(helper: ChildProcess, message: Latency | Round): Promise<UpstreamState | Measured> {
  const ended = new AbortController()
  const exited = once(helper, 'exit', { signal: ended.signal }).then(() => {
    throw new Error('A helper of the bench has ended')
  })
  const reply = once(helper, 'message', { signal: ended.signal })
  helper.send(message)
  try {
    const [data]: (UpstreamState | Measured)[] = await Promise.race([reply, exited])
    if (data === undefined) throw new Error('A helper of the bench has replied nothing')
    return data
  } finally {
    reply.catch(() => {})
    exited.catch(() => {})
    ended.abort()
  }
}
