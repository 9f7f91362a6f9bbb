// `npm run shoot` as a person uses it, with real pictures and files.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { PNG } from 'pngjs'

import { portOf } from '../../src/hosts/node/http/listen.ts'
import { shots } from '../../src/sandbox/shots.ts'
import { cleanEnvironment, root } from '../support/servers.ts'
import { type Manifest, readManifest, sha256 } from './shoot/manifest.ts'
import { expect, test } from '../support/test.ts'

const cli = join(root, 'e2e/pictures/shoot/cli.ts')

interface Result {
  code: number
  stdout: string
  stderr: string
}

/** Runs the command to its end. */
const shoot = (...args: string[]) =>
  new Promise<Result>((resolve) => {
    execFile(process.execPath, [cli, ...args], { cwd: root, env: cleanEnvironment() }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    )
  })

const listOf = (folder: string): Manifest => {
  const manifest = readManifest(folder)
  if (!manifest) throw new Error(`No manifest in ${folder}`)
  return manifest
}

test('three chats become pictures and a contact sheet that opens without a server', async ({ page }, { outputDir }) => {
  const out = join(outputDir, 'shots')
  const { code, stdout } = await shoot('45', '101', '404', '--theme', 'light,dark', '--out', out)
  expect(stdout).toMatch(/^6 pictures in [\d.]+ s, [\d.]+ a second, by chromium [\d.]+/m)
  expect(code).toBe(0)
  const { pictures, renderer, source, build } = listOf(out)
  expect(pictures.map(({ file }) => file).toSorted()).toEqual(
    readdirSync(out)
      .filter((name) => name.endsWith('.png'))
      .toSorted(),
  )
  expect(pictures[0]).toMatchObject({
    name: 'chat-45-light-1440',
    state: 'ready',
    masked: true,
    viewport: { width: 1440, height: 900 },
  })
  expect(pictures.find(({ name }) => name === 'chat-404-dark-1440')?.state).toBe('not-found')
  expect({ ...renderer, source, build }).toMatchObject({
    arch: process.arch,
    source: 'sandbox',
    build: expect.stringMatching(/^\d/),
  })
  expect(renderer.flags).toContain('--font-render-hinting=none')

  await page.goto(pathToFileURL(join(out, 'index.html')).href)
  await expect(page.getByRole('heading', { name: 'Pictures (6)' })).toBeVisible()
  await page.getByLabel('Find').fill('404')
  await expect(page.getByRole('button', { name: /^chat-/ })).toHaveCount(2)
  await page.getByRole('button', { name: /chat-404-dark/ }).click()
  const viewer = page.getByRole('dialog', { name: 'chat-404-dark-1440' })
  await expect(viewer.getByRole('img')).toHaveJSProperty('naturalWidth', 1440)
  await viewer.getByRole('button', { name: 'Actual size' }).click()
  expect((await viewer.getByRole('img').boundingBox())?.width).toBe(1440)
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('dialog', { name: 'chat-404-light-1440' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('compare lists changed, new and missing pictures, and accept uses its result', async ({ page }, { outputDir }) => {
  test.setTimeout(120_000)
  const [out, baseline] = [join(outputDir, 'shots'), join(outputDir, 'baseline')]
  const to = ['--out', out, '--baseline', baseline]
  const nothing = await shoot('compare', '45', ...to)
  expect(nothing).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no baseline in') })
  await shoot('45', '101', '109', '--out', out)
  expect((await shoot('accept', ...to)).stdout).toContain('3 written')

  // As if the pages had looked different before: a block of another color in one, a pixel in the other.
  repaint(join(baseline, 'chat-45-light-1440.png'), [200, 0, 0], baseline)
  repaint(join(baseline, 'chat-101-light-1440.png'), null, baseline)
  const strict = await shoot('compare', '45', '101', '109', '110', ...to)
  expect(strict.stdout).toMatch(/^changed: chat-101-light-1440, 1 pixel$/m)
  expect(strict.stdout).toContain('1 the same, 0 below the threshold, 2 changed, 1 new, 0 missing')
  const changed = await shoot('compare', '45', '101', '109', '110', '--no-take', '--threshold', '0.02', ...to)
  expect(changed.code).toBe(1)
  expect(changed.stdout).toMatch(/^changed: chat-45-light-1440, 400 pixels$/m)
  expect(changed.stdout).toMatch(/^new: chat-110-light-1440$/m)
  expect(changed.stdout).toContain('1 the same, 1 below the threshold, 1 changed, 1 new, 0 missing')

  await page.goto(pathToFileURL(join(out, 'index.html')).href)
  await page.getByRole('button', { name: /chat-45/ }).click()
  for (const mode of ['Now', 'Baseline', 'Slider', 'Onion skin', 'Difference']) {
    await page.getByRole('button', { name: mode, exact: true }).click()
    for (const image of await page.getByRole('dialog').getByRole('img').all())
      await expect(image).toHaveJSProperty('naturalWidth', 1440)
  }

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
  expect(await shoot('compare', '45', '110', ...to)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('0 changed, 0 new, 0 missing, 0 not taken.'),
  })

  // Only a run of the whole catalogue finds missing pictures; a shorter list replaces it here.
  const manifest = listOf(out)
  writeFileSync(join(out, 'manifest.json'), JSON.stringify({ ...manifest, pictures: manifest.pictures.slice(0, 1) }))
  const missing = await shoot('compare', '--no-take', ...to)
  expect(missing).toMatchObject({ code: 1, stdout: expect.stringMatching(/^missing: chat-110-light-1440$/m) })
  expect((await shoot('accept', ...to)).stdout).toMatch(/0 written .* 3 removed/)
  expect(readdirSync(baseline).toSorted()).toEqual(['chat-45-light-1440.png', 'manifest.json'])
})

test('a name, an ID and a link of an accepted picture are taken with its options', async ({ liveConsole }, {
  outputDir,
}) => {
  test.setTimeout(120_000)
  const [out, baseline] = [join(outputDir, 'shots'), join(outputDir, 'baseline')]
  const list = join(outputDir, 'list.json')
  const to = ['--out', out, '--baseline', baseline]
  const selected = /^(?:chat-light-768|chat-101-.*|offline-dark-390)$/
  mkdirSync(outputDir, { recursive: true })
  writeFileSync(list, JSON.stringify(shots().filter(({ name }) => selected.test(name))))
  await shoot(list, '--out', out)
  expect((await shoot('accept', ...to)).stdout).toContain('4 written')
  expect(await shoot('compare', '101', 'chat-light-768', '/chats/45?hold=offline', ...to)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('4 the same, 0 below the threshold, 0 changed, 0 new, 0 missing, 0 not taken.'),
  })
  expect(await shoot('compare', '101', '--theme', 'dark', ...to)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('1 the same, 0 below the threshold, 0 changed, 0 new'),
  })
  // The catalogue shows invented people. A live chat with the same id, or a list, must not show real ones by that.
  await shoot('compare', '101', list, '--url', liveConsole.url, ...to)
  expect(new Set(listOf(out).pictures.map(({ masked }) => masked))).toEqual(new Set([true]))
})

test('a picture whose page changes while it is taken is taken once more, and that is reported', async ({}, {
  outputDir,
}) => {
  const visits: string[] = []
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost')
    if (request.method === 'GET') visits.push(pathname)
    const changes = pathname === '/chats/2' || visits.filter((one) => one === pathname).length === 1
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><html><main data-state="ready" style="height: 2000px">Participant A</main><script>
      setTimeout(() => { document.documentElement.dataset.shot = 'ready' }, 50)
      if (${changes}) addEventListener('resize', () => { delete document.documentElement.dataset.shot })</script></html>`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const out = join(outputDir, 'shots')
  const { code, stdout } = await shoot('1', '2', '--url', `http://127.0.0.1:${portOf(server.address())}`, '--out', out)
  server.close()
  expect(code).toBe(1)
  for (const name of ['chat-1-light-1440', 'chat-2-light-1440'])
    expect(stdout).toContain(`${name}: The page changed while the picture was taken. It is taken once more.\n`)
  expect(stdout).toContain('chat-2-light-1440: The page changed while the picture was taken.\n')
  expect(listOf(out)).toMatchObject({
    pictures: [{ name: 'chat-1-light-1440' }],
    failed: [{ name: 'chat-2-light-1440' }],
  })
  expect(visits.filter((one) => one === '/chats/2')).toHaveLength(2)
})

test('a baseline of another browser or machine is refused before a picture is taken', async ({}, { outputDir }) => {
  const [out, baseline] = [join(outputDir, 'shots'), join(outputDir, 'baseline')]
  await shoot('45', '--out', baseline)
  const manifest = listOf(baseline)
  for (const other of [{ version: '99.0.1' }, { arch: 'mips' }]) {
    writeFileSync(
      join(baseline, 'manifest.json'),
      JSON.stringify({ ...manifest, renderer: { ...manifest.renderer, ...other } }),
    )
    const refused = await shoot('compare', '45', '--out', out, '--baseline', baseline)
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^The baseline was rendered by .*cannot be compared.*or take/),
    })
    expect(refused.stderr.trim().split('\n')).toHaveLength(1)
    expect(existsSync(out)).toBe(false)
  }
})

test('a picture with personal data hidden is not written if the page contains a phone number', async ({}, {
  outputDir,
}) => {
  const leaky = createServer((request, response) => {
    response.setHeader('content-type', 'text/html')
    const number = request.url?.startsWith('/chats/2')
      ? 'Call <span>+1 202</span> <span>555 0123</span>'
      : 'Participant A'
    response.end(`<!doctype html><html data-shot="x"><main data-state="ready">${number}</main>
      <footer data-screenshot-footer data-build="0.1.0+9179754"></footer><script>
      setTimeout(() => { document.documentElement.dataset.shot = 'ready' }, 50)</script></html>`)
  })
  leaky.listen(0, '127.0.0.1')
  await once(leaky, 'listening')
  const port = portOf(leaky.address())
  const out = join(outputDir, 'shots')
  const { code, stdout } = await shoot('1', '2', '--url', `http://127.0.0.1:${port}`, '--out', out)
  leaky.close()
  expect(code).toBe(1)
  expect(stdout).toMatch(/^chat-2-light-1440: Not written: personal data should be hidden/m)
  expect(stdout).not.toContain('555')
  expect(readdirSync(out).filter((name) => name.endsWith('.png'))).toEqual(['chat-1-light-1440.png'])
  expect(listOf(out).failed).toMatchObject([{ name: 'chat-2-light-1440' }])
})

test('the lists of pictures with personal data hidden contain no phone number of a URL, and such a URL is not opened', async ({}, {
  outputDir,
}) => {
  const out = join(outputDir, 'shots')
  const { code, stdout } = await shoot(
    '/chats/+12025550123',
    '/chats/102?filter=2025550123',
    '/chats/104#filter=2025550123',
    '/chats/324324',
    '/chats/%',
    '--out',
    out,
  )
  expect(code).toBe(1)
  expect(stdout).toMatch(/^not-an-id-light-1440: Not taken: its URL may contain personal data/m)
  for (const list of ['manifest.json', 'index.html']) {
    const text = readFileSync(join(out, list), 'utf8')
    expect(text).not.toMatch(/2025550123/)
    // A chat ID is not personal, long or not, found or not.
    expect(text).toContain('chat-324324-light-1440')
  }
  expect(readdirSync(out).filter((name) => name.endsWith('.png'))).toHaveLength(4)
})

test('only an empty folder or that of an earlier run is written to', async ({}, { outputDir }) => {
  const foreign = join(outputDir, 'foreign')
  mkdirSync(foreign, { recursive: true })
  writeFileSync(join(foreign, 'index.html'), 'foreign')
  for (const out of [foreign, 'e2e/pictures/baseline', 'e2e', '.', 'e2e/pictures/baseline/new', 'package.json']) {
    const refused = await shoot('45', '--out', out)
    expect(refused, out).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr.trim().split('\n'), out).toHaveLength(1)
  }
  expect(readdirSync(foreign)).toEqual(['index.html'])
  expect(existsSync(join(root, 'e2e/pictures/baseline/new'))).toBe(false)
})

test('a picture or a baseline file that differs from its hash in the list fails the comparison', async ({}, {
  outputDir,
}) => {
  const [out, baseline] = [join(outputDir, 'shots'), join(outputDir, 'baseline')]
  const to = ['--out', out, '--baseline', baseline]
  await shoot('404', '--out', out)
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

test('takes pictures of a running console, with live data hidden', async ({ liveConsole, linq }, { outputDir }) => {
  const out = join(outputDir, 'shots')
  const { code } = await shoot(
    '104',
    `${liveConsole.url}/chats/404`,
    '--url',
    liveConsole.url,
    '--width',
    '390',
    '--out',
    out,
  )
  expect(code).toBe(0)
  expect(listOf(out)).toMatchObject({
    source: linq.url,
    pictures: [{ name: 'chat-104-light-390', masked: true }, { state: 'not-found' }],
  })
})

test('Ctrl-C keeps the complete pictures, and leaves no process behind', async ({}, { outputDir }) => {
  const out = join(outputDir, 'shots')
  const child = spawn(process.execPath, [cli, '--out', out, '--jobs', '2'], { cwd: root, env: cleanEnvironment() })
  await expect
    .poll(() => (existsSync(out) ? readdirSync(out).filter((name) => name.endsWith('.png')).length : 0))
    .toBeGreaterThan(3)
  child.kill('SIGINT')
  const [code] = await once(child, 'exit')
  expect(code).toBe(130)
  const { interrupted, pictures } = listOf(out)
  expect(interrupted).toBe(true)
  expect(pictures.length).toBeGreaterThan(3)
  for (const { file } of pictures) PNG.sync.read(readFileSync(join(out, file)))
  expect(readdirSync(out).filter((name) => name.endsWith('.part'))).toEqual([])
  expect(existsSync(join(out, 'index.html'))).toBe(true)
})

for (const [mistake, args, message] of [
  ['an invalid target', ['fourty'], 'no chat id, no link and no file'],
  ['an unknown theme', ['45', '--theme', 'blue'], 'Use light, dark or light,dark'],
  ['an invalid width', ['45', '--width', '12'], 'whole number from 200 to 4000'],
  ['an unknown option', ['45', '--colour'], "unknown option '--colour'"],
  [
    'a console that is not running',
    ['/qa/shots.json', '--url', 'http://127.0.0.1:9'],
    'Nothing answers at http://127.0.0.1:9',
  ],
] as const)
  test(`${mistake} is reported, and the exit code is 2`, async ({}, { outputDir }) => {
    const { code, stderr, stdout } = await shoot(...args, '--out', join(outputDir, 'shots'))
    expect(stderr).toContain(message)
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })

/** Changes a picture of a baseline and its manifest: 20 by 20 pixels of a color, or one pixel by one level. */
function repaint(path: string, color: [number, number, number] | null, folder: string) {
  const picture = PNG.sync.read(readFileSync(path))
  for (let index = 0; index < picture.data.length; index += 4) {
    const [x, y] = [(index / 4) % picture.width, Math.floor(index / 4 / picture.width)]
    if (color && x < 20 && y < 20) picture.data.set(color, index)
    if (!color && x === 0 && y === 0) picture.data[index] = (picture.data[index] ?? 1) - 1
  }
  writeFileSync(path, PNG.sync.write(picture))
  const manifest = listOf(folder)
  for (const one of manifest.pictures)
    if (path.endsWith(one.file)) {
      one.sha256 = 'of another picture'
      one.stored = sha256(readFileSync(path))
    }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
}
