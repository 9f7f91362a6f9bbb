import type { Browser, BrowserContext } from '@playwright/test'

import { launchForBench } from './browser.ts'
import { frameMs, keyMs, lookUpBeforeHydration, measureLookups } from './lookups.ts'
import { type Processes, startProcesses } from './processes.ts'
import { inTurn, type Profile, profiles } from './profiles.ts'
import { atMost, kB, median, ms, type Row, type Section, times } from './report.ts'
import { type Load, load, type Subject } from './tab.ts'

/** The number of runs in which layout shifts are measured: they are the same in each run, and take long. */
const layoutShiftRuns = 2

/** The limits of the console's time until the row is visible, as a multiple of the hand-written page's. */
const limits = { 'deep link': { slow: 0.6, fast: 1 }, 'new tab': { slow: 0.7, fast: undefined } }

/** The limits of the time until a deep link reacts, in milliseconds. */
const reactLimits = { slow: 1600, fast: undefined }

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
      columns: ['console', 'hand-written', 'ratio', 'bare stack'],
      rows,
      notes: [
        `slow: processor at a quarter, Slow 4G (562.5 ms for each request, 1.6 Mbit/s); fast: neither. Upstream ${latency} ms.`,
        "bare stack: the console's libraries alone, rendered by a server and hydrated, without styles, guards and states.",
        'reacts: the end of the first frame in which the lookup box is hydrated.',
        'typed before it reacts: from Enter, pressed as soon as there is a box, to the next chat; compared with a deep link.',
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

const subjects = ({ console: ours, handWritten, bareStack }: Processes): Subject[] => [
  { name: 'console', url: ours.url },
  { name: 'hand-written', url: handWritten.url },
  { name: 'bare stack', url: bareStack.url },
]

/** A link that is opened in a fresh browser. */
async function deepLink(browser: Browser, processes: Processes, profile: Profile): Promise<Row[]> {
  const cold = (subject: Subject) => async (run: number) => {
    const context = await browser.newContext()
    const result = await load(context, subject, profile, run < layoutShiftRuns ? settle[profile.name] : 0)
    await context.close()
    return result
  }
  const results = await inTurn(profile.runs, subjects(processes).map(cold))
  return [
    ...comparison('deep link', profile, results),
    ...(await typedBeforeItReacts(browser, processes, profile, of(results[0] ?? [], 'visible'))),
  ]
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
  const results = await inTurn(profile.runs, await Promise.all(subjects(processes).map(warm)))
  await Promise.all(contexts.map(async (context) => await context.close()))
  return comparison('new tab', profile, results)
}

/** An ID that is typed and submitted before the page is hydrated. */
async function typedBeforeItReacts(
  browser: Browser,
  { console: { url } }: Processes,
  profile: Profile,
  deepLinkMs: number,
): Promise<Row[]> {
  // A fast page is hydrated before anybody could type.
  if (profile.name === 'fast') return []
  const durations: number[] = []
  for (let run = 0, id = 9000; run < profile.runs; run++, id++) {
    const context = await browser.newContext()
    const duration = await lookUpBeforeHydration(context, url, profile, id)
    if (duration !== null) durations.push(duration)
    await context.close()
  }
  if (durations.length === 0) return []
  const typed = median(durations)
  return [
    {
      cells: [
        `typed before it reacts, ${profile.name}`,
        ms(typed),
        `${ms(deepLinkMs)} deep link`,
        times(typed / deepLinkMs),
      ],
      values: { typed: durations, deepLink: deepLinkMs },
    },
  ]
}

const of = (loads: readonly Load[], field: keyof Load) => median(loads.map((one) => one[field]))

/** @param results the loads of the console, the hand-written page and the bare stack. */
function comparison(
  kind: keyof typeof limits,
  { name }: Profile,
  [ours = [], theirs = [], bare = []]: readonly Load[][],
): Row[] {
  const row = (label: string, field: keyof Load, format: (value: number) => string, target?: Row['target']): Row => {
    const [a, b, c] = [of(ours, field), of(theirs, field), of(bare, field)]
    const cells = [label, ...[a, b].map((value) => (Number.isNaN(value) ? '–' : format(value))), '', format(c)]
    return {
      cells,
      ...(target && { target }),
      values: { [field]: { console: a, handWritten: b, bareStack: c } },
    }
  }
  const [visible, byHand] = [of(ours, 'visible'), of(theirs, 'visible')]
  const ratio = visible / byHand
  const [limit, reactLimit] = [limits[kind][name], kind === 'deep link' ? reactLimits[name] : undefined]
  return [
    {
      cells: [`${kind}, ${name}`, ms(visible), ms(byHand), times(ratio), ms(of(bare, 'visible'))],
      ...(limit !== undefined && { target: atMost(ratio, limit) }),
      values: { ratio, console: ours, handWritten: theirs, bareStack: bare },
    },
    row('  first paint', 'firstPaint', ms),
    row('  reacts', 'ready', ms, reactLimit === undefined ? undefined : atMost(of(ours, 'ready'), reactLimit, ' ms')),
    row('  requests until visible', 'requests', String),
    row('  bytes until visible', 'bytes', kB),
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
