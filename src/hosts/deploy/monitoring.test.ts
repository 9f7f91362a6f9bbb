// The alerts and the dashboard: their metrics exist, and Prometheus' own tool accepts their queries.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'

import { findPromtool } from '../../../e2e/support/promtool.ts'
import { failureStatus } from '../../linq/failure.ts'
import { createMetrics } from '../node/records/metrics.ts'

const shipped = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')

interface Rule {
  alert: string
  expr: string
  labels: { severity: string }
  annotations: { summary: string; description: string }
}
const { groups }: { groups: { rules: Rule[] }[] } = parse(shipped('alerts.yaml'))
const rules = groups.flatMap((group) => group.rules)

interface Panel {
  id: number
  title: string
  gridPos: { x: number; y: number; w: number; h: number }
  datasource: { uid: string }
  targets: { expr: string; datasource: { uid: string } }[]
}
const dashboard: { uid: string; title: string; schemaVersion: number; panels: Panel[] } = JSON.parse(
  shipped('dashboard.json'),
)
const { panels } = dashboard
const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))

const { registry } = createMetrics('1.2.3', () => ({ running: 0, waiting: 0 }))

/** The series of each metric, as a query names them. */
async function seriesNames(): Promise<Set<string>> {
  const metrics = await registry.getMetricsAsJSON()
  return new Set(
    metrics.flatMap(({ name, type }) =>
      String(type) === 'histogram' ? ['_bucket', '_sum', '_count'].map((suffix) => name + suffix) : [name],
    ),
  )
}

/** The names in a query that are not functions, labels or keywords. */
const metricsIn = (query: string) => query.match(/\b(?:chat_console|process|nodejs)_\w+/g) ?? []

test('every metric in an alert and on the dashboard exists', async () => {
  const known = await seriesNames()
  for (const query of [...rules.map(({ expr }) => expr), ...expressions]) {
    expect(metricsIn(query).length, query).toBeGreaterThan(0)
    expect(metricsIn(query).filter((name) => !known.has(name))).toEqual([])
  }
})

test('the dashboard shows every metric of the console', async () => {
  const shown = new Set(expressions.flatMap(metricsIn).map((name) => name.replace(/_(?:bucket|sum|count)$/, '')))
  const all = (await registry.getMetricsAsJSON()).map(({ name }) => name)
  const own = all.filter((name) => name.startsWith('chat_console_'))
  expect(own.length).toBeGreaterThan(5)
  expect(own.filter((name) => !shown.has(name))).toEqual([])
})

test('every state in an alert exists, and its description leads to the runbook', () => {
  const runbook = shipped('RUNBOOK.md')
  for (const { alert, expr, annotations } of rules) {
    for (const [, state] of expr.matchAll(/state="(\w+)"/g))
      expect(['ok', ...Object.keys(failureStatus)], alert).toContain(state)
    const [, code] = /^See (\w+) in RUNBOOK\.md\.$/.exec(annotations.description) ?? []
    if (code !== undefined) expect(runbook).toContain(`\n| \`${code}\` `)
  }
  expect(rules.filter(({ annotations }) => annotations.description.includes('RUNBOOK')).length).toBeGreaterThan(3)
})

test('the dashboard has ids, a grid without overlaps, and the data source of its reader', () => {
  expect(dashboard).toMatchObject({ uid: 'chat-console', schemaVersion: expect.any(Number) })
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
  )
  expect(new Set(cells).size).toBe(cells.length)
  expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([])
  const sources = panels.flatMap(({ datasource, targets }) => [
    datasource,
    ...targets.map((target) => target.datasource),
  ])
  expect(new Set(sources.map(({ uid }) => uid))).toEqual(new Set(['${datasource}']))
})

const promtool = findPromtool()
if (promtool === null)
  process.stderr.write(
    'SKIPPED: the checks of alerts.yaml and dashboard.json need promtool (node e2e/support/promtool.ts).\n',
  )
const folder = mkdtempSync(join(tmpdir(), 'monitoring-'))
afterAll(() => rmSync(folder, { recursive: true }))

function check(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(promtool ?? '', args, { encoding: 'utf8' })
  return { status, output: stdout + stderr }
}

test.skipIf(promtool === null)('promtool accepts the alerts, and they fire when they should', () => {
  const path = join(import.meta.dirname, 'alerts')
  expect(check('check', 'rules', `${path}.yaml`)).toMatchObject({ status: 0 })
  expect(check('test', 'rules', `${path}.test.yaml`)).toMatchObject({ status: 0 })
})

test.skipIf(promtool === null)('promtool accepts every query of the dashboard', () => {
  const records = expressions.map((expr, index) => ({
    record: `query_${index}`,
    expr: expr.replaceAll('$__rate_interval', '5m').replaceAll('$job', 'chat-console'),
  }))
  const path = join(folder, 'queries.yaml')
  writeFileSync(path, stringify({ groups: [{ name: 'dashboard', rules: records }] }))
  const { status, output } = check('check', 'rules', path)
  expect(status, output).toBe(0)
})
