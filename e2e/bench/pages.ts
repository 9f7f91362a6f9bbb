import type { Browser, BrowserContext } from '@playwright/test'

import { launchForBench } from './browser.ts'
import { frameMs, keyMs, measureLookups } from './lookups.ts'
import { type Processes, startProcesses } from './processes.ts'
import { inTurn, type Profile, profiles } from './profiles.ts'
import { atMost, kB, median, ms, type Row, type Section, times } from './report.ts'
import { type Load, load, type Subject } from './tab.ts'

/** The number of runs in which layout shifts are measured: they are the same in each run, and take long. */
const layoutShiftRuns = 2

/** The limits of the console's time, as a multiple of the hand-written page's. */
const limits = { 'deep link': { slow: 0.6, fast: 1 }, 'new tab': { slow: 0.7, fast: undefined } }

/** How long a page may continue to load after its row is visible, while its layout shifts are counted, in milliseconds. */
const settle = { slow: 2500, fast: 1000 }

/**
 * Measures page loads and lookups, compared with the hand-written page.
 * @param latency the response time of the upstream, in milliseconds.
 */
export async function benchPages(signal: AbortSignal, latency: number): Promise<Section> {
  const browser = await launchForBench()
  const close = () => void browser.close()
  signal.addEventListener('abort', close)
  try {
    const rows: Row[] = []
    for (const profile of profiles) rows.push(...(await benchProfile(browser, profile, latency)))
    return {
      title: 'Pages',
      columns: ['console', 'hand-written', 'ratio'],
      rows,
      notes: [
        `slow: processor at a quarter, Slow 4G (562.5 ms for each request, 1.6 Mbit/s); fast: neither. Upstream ${latency} ms.`,
        'visible: the end of the first frame in which the last participant is visible. Medians of alternating runs (ABBA).',
        'warm lookup: from Enter to visible, compared with one request by the same tab and a frame.',
      ],
    }
  } finally {
    signal.removeEventListener('abort', close)
    await browser.close()
  }
}

async function benchProfile(browser: Browser, profile: Profile, latency: number): Promise<Row[]> {
  const processes = await startProcesses(latency + profile.latency)
  try {
    return [
      ...(await deepLink(browser, processes, profile)),
      ...(await newTab(browser, processes, profile)),
      ...(await warmLookup(browser, processes, profile)),
    ]
  } finally {
    await processes.stop()
  }
}

const subjects = ({ console: ours, handWritten }: Processes): [Subject, Subject] => [
  { name: 'console', url: ours.url },
  { name: 'hand-written', url: handWritten.url },
]

/** A link that is opened in a fresh browser. */
async function deepLink(browser: Browser, processes: Processes, profile: Profile): Promise<Row[]> {
  const cold = (subject: Subject) => async (run: number) => {
    const context = await browser.newContext()
    const result = await load(context, subject, profile, run < layoutShiftRuns ? settle[profile.name] : 0)
    await context.close()
    return result
  }
  const [ours, theirs] = subjects(processes)
  return comparison('deep link', profile, ...(await inTurn(profile.runs, cold(ours), cold(theirs))))
}

/** The same link in another tab, with a warm cache. */
async function newTab(browser: Browser, processes: Processes, profile: Profile): Promise<Row[]> {
  const contexts: BrowserContext[] = []
  const warm = async (subject: Subject) => {
    const context = await browser.newContext()
    contexts.push(context)
    await load(context, subject, profile, 5000)
    return async () => await load(context, subject, profile, 0)
  }
  const [ours, theirs] = subjects(processes)
  const results = await inTurn(profile.runs, await warm(ours), await warm(theirs))
  await Promise.all(contexts.map(async (context) => await context.close()))
  return comparison('new tab', profile, ...results)
}

const of = (loads: readonly Load[], field: keyof Load) => median(loads.map((one) => one[field]))

function comparison(kind: keyof typeof limits, { name }: Profile, ours: Load[], theirs: Load[]): Row[] {
  const both = (label: string, field: keyof Load, format: (value: number) => string): Row => {
    const [a, b] = [of(ours, field), of(theirs, field)]
    const cells = [`  ${label}`, format(a), Number.isNaN(b) ? '–' : format(b)]
    return { cells, values: { [field]: { console: a, handWritten: b } } }
  }
  const ratio = of(ours, 'visible') / of(theirs, 'visible')
  const limit = limits[kind][name]
  return [
    {
      cells: [`${kind}, ${name}`, ms(of(ours, 'visible')), ms(of(theirs, 'visible')), times(ratio)],
      ...(limit !== undefined && { target: atMost(ratio, limit) }),
      values: { ratio, console: ours, handWritten: theirs },
    },
    both('first paint', 'firstPaint', ms),
    both('ready to use', 'ready', ms),
    both('requests until visible', 'requests', String),
    both('bytes until visible', 'bytes', kB),
    ...(kind === 'deep link' ? [shifts(ours, theirs)] : []),
  ]
}

/** The worst layout shift of each page. */
function shifts(...pages: [ours: Load[], theirs: Load[]]): Row {
  const worst = pages.map((loads) => Math.max(...loads.map(({ shift }) => shift)))
  return { cells: ['  layout shift', ...worst.map((shift) => shift.toFixed(3))], values: { shift: worst } }
}

async function warmLookup(browser: Browser, processes: Processes, profile: Profile): Promise<Row[]> {
  const context = await browser.newContext()
  const { roundTrip, ...lookups } = await measureLookups(context, processes.console.url, profile)
  await context.close()
  const minimum = roundTrip + frameMs
  return (['typed', 'pasted'] as const).map((how) => {
    const ratio = lookups[how] / minimum
    const input = how === 'typed' ? `typed at ${keyMs} ms a key` : 'pasted, Enter at once'
    return {
      cells: [`warm lookup, ${profile.name}, ${input}`, ms(lookups[how]), `${ms(minimum)} at least`, times(ratio)],
      target: atMost(ratio, 1.05),
      values: { ratio, milliseconds: lookups[how], roundTrip, frame: frameMs },
    }
  })
}
