import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

import { failureStatus } from '../../../linq/failure.ts'
import type { GatewayEvent } from '../../../gateway/options.ts'

/** From a coalesced lookup to the default timeout, in seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

type ShedReason = Extract<GatewayEvent, { kind: 'shed' }>['reason']

const shedReasons: readonly ShedReason[] = [
  'overloaded',
  'upstream_down',
  'too_many_lookups',
  'too_many_searches',
  'draining',
]

export interface Metrics {
  onEvent: (event: GatewayEvent) => void
  registry: Registry
}

/**
 * Creates the metrics of the gateway.
 * @param build the version, and the commit if it is known: `1.2.3+0a1b2c3`.
 * @param load the number of running upstream calls and of lookups that wait for one, read when the metrics are.
 */
export function createMetrics(build: string, load: () => { running: number; waiting: number }): Metrics {
  const registry = new Registry()
  const metric = (name: string, help: string) => ({ name: `chat_console_${name}`, help, registers: [registry] })
  const [version = '', commit = ''] = build.split('+')
  new Gauge({
    ...metric('build_info', 'Always 1; its labels are what runs here.'),
    labelNames: ['version', 'commit', 'node'],
  }).set({ version, commit, node: process.version }, 1)
  const requests = new Counter({
    ...metric('requests_total', 'Requests to the gateway by result: ok, or the code of the failure.'),
    labelNames: ['state'],
  })
  // With 0, so that the first failure is an increase: Prometheus sees none in a series that begins with 1.
  for (const state of ['ok', ...Object.keys(failureStatus)]) requests.inc({ state }, 0)
  const searches = new Counter({
    ...metric('searches_total', 'Searches for a number or an address, by result: ok, or the code of the failure.'),
    labelNames: ['state'],
  })
  for (const state of ['ok', ...Object.keys(failureStatus)]) searches.inc({ state }, 0)
  const durations = new Histogram({
    ...metric('request_duration_seconds', 'Time from a request to its answer.'),
    buckets,
  })
  const inFlight = new Gauge(metric('requests_in_flight', 'Requests in progress.'))
  const coalesced = new Counter(metric('coalesced_total', 'Lookups that joined the upstream call of another.'))
  const shed = new Counter({
    ...metric('shed_total', 'Lookups refused because of overload, by reason.'),
    labelNames: ['reason'],
  })
  for (const reason of shedReasons) shed.inc({ reason }, 0)
  const calls = new Histogram({ ...metric('upstream_duration_seconds', 'Time of an upstream call.'), buckets })
  const errors = new Counter({
    ...metric(
      'upstream_errors_total',
      'Upstream calls that failed, by kind: the failure, or status for a status other than 200 and, of one chat, 404.',
    ),
    labelNames: ['kind'],
  })
  const gauge = (which: 'running' | 'waiting', help: string) =>
    new Gauge({
      ...metric(`upstream_${which}`, help),
      collect() {
        this.set(load()[which])
      },
    })
  gauge('running', 'Upstream calls in progress.')
  gauge('waiting', 'Lookups that wait for a free upstream call.')
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    onEvent: (event) => {
      switch (event.kind) {
        case 'began':
          inFlight.inc()
          break
        case 'ended':
          inFlight.dec()
          requests.inc({ state: stateOf(event) })
          if (event.target === 'find') searches.inc({ state: stateOf(event) })
          durations.observe(event.seconds)
          break
        case 'coalesced':
          coalesced.inc()
          break
        case 'shed':
          shed.inc({ reason: event.reason })
          break
        case 'called':
          calls.observe(event.seconds)
          if (event.outcome !== 'ok') errors.inc({ kind: event.outcome })
      }
    },
  }
}

/** A failed sign-in's code ends with the provider's reason, which a label must not have: its values are unbounded. */
const stateOf = ({ code }: { code: string | null }) => code?.split(':', 1)[0] ?? 'ok'
