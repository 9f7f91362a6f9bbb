// What `npm run shoot` does without a browser: its arguments, its folders, and the comparison of pictures that exist.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { PNG } from 'pngjs'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'

import { root } from '../../support/servers.ts'
import { main } from './cli.ts'
import { incomparable } from './compare.ts'
import { type Manifest, type Picture, readManifest, sha256, writeManifest } from './manifest.ts'

const renderer = {
  browser: 'chromium',
  version: '153.0.1',
  pinned: true,
  platform: 'linux',
  arch: 'x64',
  fonts: {},
  flags: [],
}

let out: string
let baseline: string
let to: string[]

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'shoot-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  out = join(folder, 'shots')
  baseline = join(folder, 'baseline')
  to = ['--out', out, '--baseline', baseline]
})

/** Runs the command, and returns what it prints. */
async function shoot(...args: string[]) {
  const printed = { stdout: '', stderr: '' }
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      printed[name] += String(text)
      return true
    }),
  )
  try {
    const code = await main(args)
    return { code, ...printed }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

/** A picture of 30 by 30 pixels, 20 by 20 of them in a color. */
function paint(color: [number, number, number]): Buffer {
  const picture = new PNG({ width: 30, height: 30 })
  picture.data.fill(255)
  for (let y = 0; y < 20; y += 1) for (let x = 0; x < 20; x += 1) picture.data.set(color, 4 * (y * picture.width + x))
  return PNG.sync.write(picture)
}

/** Writes the pictures of a run that took these chats, each with its block in a color. */
function writeRun(chats: Record<string, [number, number, number]>) {
  mkdirSync(out, { recursive: true })
  const pictures = Object.entries(chats).map(([id, color]): Picture => {
    const [name, png] = [`chat-${id}-light-1440`, paint(color)]
    writeFileSync(join(out, `${name}.png`), png)
    return {
      name,
      file: `${name}.png`,
      path: `/chats/${id}?shot=1`,
      url: `http://127.0.0.1:8080/chats/${id}?shot=1`,
      viewport: { width: 1440, height: 900 },
      theme: 'light',
      state: 'ready',
      masked: true,
      sha256: sha256(png),
    }
  })
  writeManifest(out, { holds: 'shots', renderer, pictures })
}

const manifestOf = (folder: string): Manifest => {
  const manifest = readManifest(folder)
  if (!manifest) throw new Error(`No manifest in ${folder}`)
  return manifest
}

const grey = [128, 128, 128] satisfies [number, number, number]

test('compare lists changed, new and missing pictures, and accept uses its result', async () => {
  const compare = async (...args: string[]) => await shoot('compare', '45', '101', '109', '--no-take', ...args, ...to)
  expect(await compare()).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no baseline in') })
  writeRun({ 45: grey, 101: grey, 109: grey })
  expect((await shoot('accept', ...to)).stdout).toContain('3 written')

  // A block of another color in one, and of a color that differs by one level in the other.
  writeRun({ 45: [200, 0, 0], 101: [128, 128, 129], 109: grey, 110: grey })
  const strict = await compare()
  expect(strict.stdout).toMatch(/^changed: chat-101-light-1440, 400 pixels$/m)
  expect(strict.stdout).toContain('1 the same, 0 below the threshold, 2 changed, 1 new, 0 missing')
  const changed = await compare('--threshold', '0.02')
  expect(changed.code).toBe(1)
  expect(changed.stdout).toMatch(/^changed: chat-45-light-1440, 400 pixels$/m)
  expect(changed.stdout).toMatch(/^new: chat-110-light-1440$/m)
  expect(changed.stdout).toContain('1 the same, 1 below the threshold, 1 changed, 1 new, 0 missing')

  const untouched = readFileSync(join(baseline, 'chat-101-light-1440.png'))
  expect(await shoot('accept', 'chat-9', ...to)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('No picture is named chat-9'),
  })
  expect((await shoot('accept', 'chat-45-light-1440', ...to)).stdout).toContain('1 written')
  expect(existsSync(join(baseline, 'chat-110-light-1440.png'))).toBe(false)
  expect((await shoot('accept', ...to)).stdout).toContain('1 written')
  // A picture that differs below the threshold stays as it is.
  expect(readFileSync(join(baseline, 'chat-101-light-1440.png')).equals(untouched)).toBe(true)
  expect(await compare('--threshold', '0.02')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('0 changed, 0 new, 0 missing, 0 not taken.'),
  })

  // Only a run of the whole catalogue finds missing pictures.
  writeRun({ 45: [200, 0, 0] })
  expect((await compare()).stdout).toContain('1 the same, 0 below the threshold, 0 changed, 0 new, 0 missing')
  const missing = await shoot('compare', '--no-take', ...to)
  expect(missing).toMatchObject({ code: 1, stdout: expect.stringMatching(/^missing: chat-110-light-1440$/m) })
  expect((await shoot('accept', ...to)).stdout).toMatch(/0 written .* 3 removed/)
  expect(readdirSync(baseline).toSorted()).toEqual(['chat-45-light-1440.png', 'manifest.json'])
})

test('a picture or a baseline file that differs from its hash in the list fails the comparison', async () => {
  writeRun({ 404: grey })
  await shoot('accept', ...to)
  const png = join(out, 'chat-404-light-1440.png')
  const bytes = readFileSync(png)
  rmSync(png)
  expect((await shoot('compare', '--no-take', ...to)).stdout).toMatch(
    /^failed: chat-404-light-1440, The picture is not the one/m,
  )
  writeFileSync(png, bytes)
  writeFileSync(join(baseline, 'chat-404-light-1440.png'), 'damaged')
  expect((await shoot('compare', '--no-take', ...to)).stdout).toMatch(
    /^failed: chat-404-light-1440, The baseline’s file/m,
  )
  writeFileSync(join(baseline, 'manifest.json'), '{')
  expect(await shoot('compare', '--no-take', ...to)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is damaged'),
  })
})

test('a picture that was not taken fails the comparison, with the reason', async () => {
  writeRun({ 45: grey, 101: grey })
  await shoot('accept', ...to)
  const { pictures, ...manifest } = manifestOf(out)
  const failed = [{ name: 'chat-101-light-1440', path: '/chats/101?shot=1', reason: 'The page was not ready.' }]
  writeManifest(out, { ...manifest, pictures: pictures.slice(0, 1), failed })
  const { code, stdout } = await shoot('compare', '--no-take', ...to)
  expect(stdout).toMatch(/^failed: chat-101-light-1440, The page was not ready\.$/m)
  expect(stdout).toContain('1 the same, 0 below the threshold, 0 changed, 0 new, 0 missing, 1 not taken.')
  expect(code).toBe(1)
})

test('a baseline of another browser, version or machine is refused', async () => {
  writeRun({ 45: grey })
  await shoot('accept', ...to)
  const manifest = manifestOf(baseline)
  for (const other of [{ browser: 'firefox' }, { version: '99.0.1' }, { arch: 'mips' }, { platform: 'darwin' }]) {
    writeManifest(baseline, { ...manifest, renderer: { ...renderer, ...other } })
    const refused = await shoot('compare', '--no-take', ...to)
    expect(refused, JSON.stringify(other)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^The baseline was rendered by .*cannot be compared.*or take [^\n]*\n$/),
    })
  }
  expect(incomparable(renderer, { ...renderer, version: '153.9.9' })).toBe(null)
})

test('only an empty folder or that of an earlier run is written to', async () => {
  const foreign = join(out, 'foreign')
  mkdirSync(foreign, { recursive: true })
  writeFileSync(join(foreign, 'index.html'), 'foreign')
  for (const folder of [foreign, 'e2e/pictures/baseline', 'e2e', '.', 'e2e/pictures/baseline/new', 'package.json']) {
    const refused = await shoot('45', '--url', 'http://127.0.0.1:9', '--out', folder)
    expect(refused, folder).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^[^\n]+\n$/) })
    expect(refused.stderr, folder).toMatch(folder === 'package.json' ? /not a directory/ : /Choose another --out, /)
  }
  expect(readdirSync(foreign)).toEqual(['index.html'])
  expect(existsSync(join(root, 'e2e/pictures/baseline/new'))).toBe(false)
})

test.each([
  ['an invalid target', ['fourty', '--url', 'http://127.0.0.1:9'], 'no chat id, no link and no file'],
  ['an unknown theme', ['45', '--theme', 'blue'], 'Use light, dark or light,dark'],
  ['an invalid width', ['45', '--width', '12'], 'whole number from 200 to 4000'],
  ['an unknown option', ['45', '--colour'], "unknown option '--colour'"],
  [
    'a console that is not running',
    ['/qa/shots.json', '--url', 'http://127.0.0.1:9'],
    'Nothing answers at http://127.0.0.1:9',
  ],
])('%s is reported, and the exit code is 2', async (_, args, message) => {
  const { code, stderr, stdout } = await shoot(...args, '--out', out)
  expect(stderr).toContain(message)
  expect(stdout).toBe('')
  expect(code).toBe(2)
})
