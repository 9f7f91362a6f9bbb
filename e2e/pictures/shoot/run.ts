import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

import { Presets, SingleBar } from 'cli-progress'

import { root, startServer } from '../../support/servers.ts'
import { accept } from './accept.ts'
import { launchForPictures } from './browser.ts'
import { compare, type Comparison, faults, incomparable } from './compare.ts'
import { writeContactSheet } from './contact-sheet.ts'
import { type Manifest, readJson, readManifest, Refusal, writeManifest, writeWhole } from './manifest.ts'
import { takeShots } from './take.ts'
import { type Job, readTargets } from './targets.ts'

/** The options of every run. */
export interface Options {
  url?: string
  theme?: Job['theme'][]
  width?: number[]
  mask?: boolean
  out: string
  jobs: number
}

export interface CompareOptions extends Options {
  baseline: string
  threshold: number
  /** Whether pictures are taken first; otherwise those in `out` are compared. */
  take: boolean
}

const say = (line: string) => process.stdout.write(`${line}\n`)
const here = (path: string) => relative(process.cwd(), path) || '.'

const comparisonFile = (folder: string) => join(folder, 'comparison.json')

/** A comparison with a baseline. */
interface Compared {
  baseline: string
  comparisons: Comparison[]
}

function readCompared(folder: string): Compared | null {
  if (!existsSync(comparisonFile(folder))) return null
  const compared: Compared = readJson(comparisonFile(folder))
  return compared
}

const writeCompared = (folder: string, compared: Compared) =>
  writeWhole(comparisonFile(folder), `${JSON.stringify(compared, null, 2)}\n`)

/** A progress bar in a terminal; nothing elsewhere, where it would fill a log. */
function progress(total: number, words: string) {
  const bar = new SingleBar(
    { format: `${words} {bar} {value}/{total} · {eta_formatted} left`, hideCursor: true },
    Presets.shades_classic,
  )
  if (process.stderr.isTTY) bar.start(total, 0)
  return { step: () => bar.increment(), stop: () => bar.stop() }
}

const stopSignals = ['SIGINT', 'SIGTERM'] as const

/** A signal that aborts on Ctrl-C or SIGTERM; a second one ends the process at once. */
function listenForStop(): { signal: AbortSignal; stopListening: () => void } {
  const stopping = new AbortController()
  const stop = () => {
    if (stopping.signal.aborted) process.exit(130)
    stopping.abort()
  }
  for (const name of stopSignals) process.on(name, stop)
  return {
    signal: stopping.signal,
    stopListening: () => {
      for (const name of stopSignals) process.off(name, stop)
    },
  }
}

interface Baseline {
  folder: string
  manifest: Manifest
}

/**
 * Takes the pictures of the targets into a folder, with their list and the contact sheet.
 * @param baseline what they are compared with afterwards: names, IDs and links of its pictures are taken as those were.
 * @throws Refusal before a picture is taken, if the folder is in use or another browser rendered the baseline.
 */
export async function shoot(
  targets: readonly string[],
  { url, theme, width, mask, out, jobs: atOnce }: Options,
  baseline?: Baseline,
): Promise<Manifest> {
  const folder = resolve(out)
  refuseFolderInUse(folder, baseline?.folder ?? resolve(usualBaseline))
  const { signal, stopListening } = listenForStop()
  const server = url === undefined ? await startServer('console') : null
  try {
    const base = url ?? server?.url ?? ''
    const isSandbox = url === undefined || (await showsSandbox(url))
    const jobs = await readTargets({
      targets,
      base,
      accepted: isSandbox && baseline ? baseline.manifest.pictures : [],
      themes: theme,
      widths: width,
      // A list shows personal data because the sandbox's is invented. With live data only an option does.
      mask: mask ?? (isSandbox ? undefined : true),
    })
    const { browser, renderer } = await launchForPictures()
    const started = performance.now()
    const bar = progress(jobs.length, 'Shooting')
    try {
      if (baseline) refuseOther(renderer, baseline.manifest)
      clear(folder)
      // From here on a later run may replace what the folder contains.
      writeManifest(folder, { holds: 'shots', renderer, pictures: [] })
      const taken = await takeShots({ browser, jobs, folder, atOnce, signal, onDone: bar.step })
      bar.stop()
      const seconds = (performance.now() - started) / 1000
      const manifest: Manifest = {
        holds: 'shots',
        renderer,
        ...(taken.build !== null && { build: taken.build }),
        ...(taken.source !== null && { source: taken.source }),
        pictures: taken.pictures,
        ...(taken.failed.length > 0 && { failed: taken.failed }),
        ...(signal.aborted && { interrupted: true }),
      }
      writeManifest(folder, manifest)
      writeContactSheet(folder, manifest, null)
      for (const name of taken.retried)
        say(`${name}: The page changed while the picture was taken. It is taken once more.`)
      for (const { name, reason } of taken.failed) say(`${name}: ${reason}`)
      const { length } = taken.pictures
      say(
        `${length} picture${length === 1 ? '' : 's'} in ${seconds.toFixed(1)} s, ${(length / seconds).toFixed(1)} a second, by ${renderer.browser} ${renderer.version}${renderer.pinned ? '' : ' (not the baseline’s browser)'}.`,
      )
      say(`Contact sheet: ${here(join(folder, 'index.html'))}`)
      return manifest
    } finally {
      bar.stop()
      await browser.close()
    }
  } finally {
    await server?.stop()
    stopListening()
  }
}

/** Whether a console shows sandbox data: with live data it does not have the list of pictures. */
const showsSandbox = (url: string) =>
  fetch(`${url}/qa/shots.json`, { method: 'HEAD' }).then(
    ({ ok }) => ok,
    () => false,
  )

/** Where the accepted pictures are by default. */
export const usualBaseline = join(root, 'e2e/pictures/baseline')

const isWithin = (inner: string, outer: string) => !/^\.\.(?:[/\\]|$)/.test(relative(outer, inner))

/**
 * Protects files that are not an earlier run's pictures from being overwritten.
 * @throws Refusal for a folder that contains anything else, or is or contains a baseline.
 */
function refuseFolderInUse(folder: string, baseline: string) {
  for (const kept of [baseline, resolve(usualBaseline)])
    if (isWithin(folder, kept) || isWithin(kept, folder))
      throw new Refusal(
        `${here(folder)} is where accepted pictures are, or contains them. Choose another --out, for example dist/shots.`,
      )
  if (existsSync(folder) && readManifest(folder)?.holds !== 'shots' && readdirSync(folder).length > 0)
    throw new Refusal(
      `${here(folder)} contains files that are not pictures of an earlier run. Choose another --out, or empty it.`,
    )
}

/** Creates the folder, or removes what an earlier run wrote and nothing else. */
function clear(folder: string) {
  mkdirSync(folder, { recursive: true })
  for (const { file } of readManifest(folder)?.pictures ?? []) rmSync(join(folder, file), { force: true })
  for (const part of ['manifest.json', 'comparison.json', 'index.html', 'baseline', 'difference'])
    rmSync(join(folder, part), { recursive: true, force: true })
}

/** The exit code of a run: 130 if it was stopped, 1 if a picture could not be taken, else 0. */
export const exitCode = ({ interrupted, failed = [] }: Manifest): number =>
  interrupted ? 130 : failed.length > 0 ? 1 : 0

/**
 * Compares pictures with the baseline, after taking them unless they should exist already.
 * @returns the exit code: 0 if nothing changed, 1 if something did, 130 if it was stopped.
 * @throws Refusal if there is nothing to compare, or another browser rendered the baseline.
 */
export async function compareWithBaseline(targets: readonly string[], options: CompareOptions): Promise<number> {
  const [folder, baseline] = [resolve(options.out), resolve(options.baseline)]
  const known = readManifest(baseline)
  if (!known)
    throw new Refusal(
      `There is no baseline in ${here(baseline)}. Take one with: npm run shoot, and then npm run shoot -- accept`,
    )
  const taken = options.take
    ? await shoot(targets, options, { folder: baseline, manifest: known })
    : readManifest(folder)
  if (!taken)
    throw new Refusal(`There are no pictures in ${here(folder)}. Leave --no-take out, or run npm run shoot first.`)
  refuseOther(taken.renderer, known)
  if (taken.interrupted) return 130
  const isWholeCatalogue = targets.length === 0 && !options.theme && !options.width
  const comparisons = compare({
    taken: { folder, manifest: taken },
    baseline: { folder: baseline, manifest: known },
    threshold: options.threshold,
    isWholeCatalogue,
  })
  writeCompared(folder, { baseline, comparisons })
  writeContactSheet(folder, taken, comparisons)
  const count = (verdict: Comparison['verdict']) => comparisons.filter((one) => one.verdict === verdict).length
  for (const { name, verdict, pixels, note } of comparisons)
    if (faults.includes(verdict))
      say(
        `${verdict}: ${[name, pixels && `${pixels} pixel${pixels === 1 ? '' : 's'}`, note].filter(Boolean).join(', ')}`,
      )
  say(
    `${count('same')} the same, ${count('similar')} below the threshold, ${count('changed')} changed, ${count('new')} new, ${count('missing')} missing, ${count('failed')} not taken.`,
  )
  if (!comparisons.some(({ verdict }) => faults.includes(verdict))) return 0
  say(`Look at ${here(join(folder, 'index.html'))}. If it is intended: npm run shoot -- accept`)
  return 1
}

function refuseOther(renderer: Manifest['renderer'], known: Manifest) {
  const problem = incomparable(renderer, known.renderer)
  if (problem) throw new Refusal(problem)
}

/**
 * Accepts pictures that were compared.
 * @throws Refusal if they were not compared, or no picture has a given name.
 */
export async function acceptTaken(
  names: readonly string[],
  { out, baseline: to }: Pick<CompareOptions, 'out' | 'baseline'>,
): Promise<void> {
  const [folder, baseline] = [resolve(out), resolve(to)]
  const manifest = readManifest(folder)
  if (!manifest)
    throw new Refusal(`There are no pictures in ${here(folder)}. Take them first: npm run shoot -- compare`)
  const known = readManifest(baseline)
  if (known) refuseOther(manifest.renderer, known)
  const compared = readCompared(folder)
  const comparisons = compared?.baseline === baseline ? compared.comparisons : null
  if (known && !comparisons)
    throw new Refusal(
      'These pictures have not been compared with this baseline. Compare them first: npm run shoot -- compare --no-take',
    )
  const choice = new Set([...manifest.pictures, ...(known?.pictures ?? [])].map(({ name }) => name))
  const unknown = names.filter((name) => !choice.has(name))
  if (unknown.length > 0)
    throw new Refusal(
      `No picture is named ${unknown.join(', ')}. The names are in ${here(join(folder, 'manifest.json'))}.`,
    )
  const total = known
    ? (comparisons ?? []).filter(({ verdict }) => /changed|new/.test(verdict)).length
    : manifest.pictures.length
  const bar = progress(total, 'Storing')
  const { written, removed } = await accept({
    taken: { folder, manifest },
    comparisons: known ? comparisons : null,
    baseline,
    names,
    onDone: bar.step,
  })
  bar.stop()
  const done = new Set([...written, ...removed])
  if (comparisons) {
    const left = comparisons.flatMap((one): Comparison | [] =>
      !done.has(one.name) ? one : one.verdict === 'missing' ? [] : { name: one.name, verdict: 'same' },
    )
    writeCompared(folder, { baseline, comparisons: left })
    writeContactSheet(folder, manifest, left)
  }
  say(`${written.length} written to ${here(baseline)}, ${removed.length} removed from it.`)
}
