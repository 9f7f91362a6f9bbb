// `npm run shoot` as a person uses it, with real pictures and files.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
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

/** The names of a folder's pictures. */
const pngsIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.png'))
    .toSorted()

test('chats become pictures with a contact sheet, are accepted, and compared as they were taken', async ({
  page,
  liveConsole,
  linq,
}, { outputDir }) => {
  test.setTimeout(120_000)
  const [out, baseline] = [join(outputDir, 'shots'), join(outputDir, 'baseline')]
  const to = ['--out', out, '--baseline', baseline]
  const sheet = pathToFileURL(join(out, 'index.html')).href

  await test.step('three chats become pictures', async () => {
    const { code, stdout } = await shoot('45', '/chats/101?mask=0&theme=dark', '404', '--out', out)
    expect(stdout).toMatch(/^3 pictures in [\d.]+ s, [\d.]+ a second, by chromium [\d.]+/m)
    expect(code).toBe(0)
    const { pictures, renderer, source, build } = listOf(out)
    expect(pictures.map(({ file }) => file).toSorted()).toEqual(pngsIn(out))
    expect(pictures[0]).toMatchObject({
      name: 'chat-45-light-1440',
      state: 'ready',
      masked: true,
      viewport: { width: 1440, height: 900 },
    })
    expect(pictures.find(({ name }) => name === 'chat-404-light-1440')?.state).toBe('not-found')
    expect({ ...renderer, source, build }).toMatchObject({
      arch: process.arch,
      source: 'sandbox',
      build: expect.stringMatching(/^\d/),
    })
    expect(renderer.flags).toContain('--font-render-hinting=none')
  })

  await test.step('the contact sheet opens without a server', async () => {
    await page.goto(sheet)
    await expect(page.getByRole('heading', { name: 'Pictures (3)' })).toBeVisible()
    await page.getByLabel('Find').fill('light')
    await expect(page.getByRole('button', { name: /^chat-/ })).toHaveCount(2)
    await page.getByRole('button', { name: /chat-404/ }).click()
    const viewer = page.getByRole('dialog', { name: 'chat-404-light-1440' })
    await expect(viewer.getByRole('img')).toHaveJSProperty('naturalWidth', 1440)
    await viewer.getByRole('button', { name: 'Actual size' }).click()
    expect((await viewer.getByRole('img').boundingBox())?.width).toBe(1440)
    await page.keyboard.press('ArrowLeft')
    await expect(page.getByRole('dialog', { name: 'chat-45-light-1440' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  })

  await test.step('an ID, a name and a link are taken with the options of the accepted pictures', async () => {
    expect((await shoot('accept', ...to)).stdout).toContain('3 written')
    // As if the page had looked different before.
    repaint(join(baseline, 'chat-45-light-1440.png'), baseline)
    const targets = ['/chats/45', '101', 'chat-404', '110']
    const { code, stdout } = await shoot('compare', ...targets, ...to)
    expect(stdout).toMatch(/^changed: chat-45-light-1440, 400 pixels$/m)
    expect(stdout).toMatch(/^new: chat-110-light-1440$/m)
    expect(stdout).toContain('2 the same, 0 below the threshold, 1 changed, 1 new, 0 missing, 0 not taken.')
    expect(code).toBe(1)
    expect(listOf(out).pictures.flatMap(({ name, masked }) => (masked ? [] : name))).toEqual(['chat-101-dark-1440'])
  })

  await test.step('the contact sheet shows a changed picture next to the accepted one', async () => {
    await page.goto(sheet)
    await page.getByRole('button', { name: /chat-45-light/ }).click()
    for (const mode of ['Now', 'Baseline', 'Slider', 'Onion skin', 'Difference']) {
      await page.getByRole('button', { name: mode, exact: true }).click()
      for (const image of await page.getByRole('dialog').getByRole('img').all())
        await expect(image).toHaveJSProperty('naturalWidth', 1440)
    }
  })

  await test.step('a live chat is hidden, though its ID or a list has accepted pictures that show a chat', async () => {
    const list = join(outputDir, 'list.json')
    writeFileSync(list, JSON.stringify(shots().filter(({ name }) => name === 'chat-light-1440')))
    await shoot('compare', '101', list, `${liveConsole.url}/chats/404`, '--url', liveConsole.url, ...to)
    const { source, pictures } = listOf(out)
    expect(source).toBe(linq.url)
    expect(pictures).toMatchObject([
      { name: 'chat-101-light-1440', state: 'ready', masked: true },
      { name: 'chat-light-1440', state: 'ready', masked: true },
      { name: 'chat-404-light-1440', state: 'not-found', masked: true },
    ])
  })

  await test.step('a baseline of another browser is refused before a picture is taken', async () => {
    const manifest = listOf(baseline)
    const renderer = { ...manifest.renderer, version: '99.0.1' }
    writeFileSync(join(baseline, 'manifest.json'), JSON.stringify({ ...manifest, renderer }))
    const unused = join(outputDir, 'unused')
    expect(await shoot('compare', '45', '--out', unused, '--baseline', baseline)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^The baseline was rendered by .*cannot be compared/),
    })
    expect(existsSync(unused)).toBe(false)
  })
})

test('a page that changes is taken once more, and what is not written is reported with the reason', async ({}, {
  outputDir,
}) => {
  const visits: string[] = []
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost')
    if (request.method === 'GET') visits.push(pathname)
    const visit = visits.filter((one) => one === pathname).length
    const changes = pathname === '/chats/2' || (pathname === '/chats/1' && visit === 1)
    const text = pathname === '/chats/3' ? 'Call <span>+1 202</span> <span>555 0123</span>' : 'Participant A'
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><html data-shot="x"><main data-view="chat" data-state="ready" style="height: 2000px">${text}</main>
      <footer data-screenshot-footer data-build="0.1.0+9179754"></footer><script>
      setTimeout(() => { document.documentElement.dataset.shot = 'ready' }, 50)
      if (${changes}) addEventListener('resize', () => { delete document.documentElement.dataset.shot })
      if (${pathname === '/chats/4'}) setTimeout(() => document.querySelector('main').append('late'), 300)</script></html>`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const out = join(outputDir, 'shots')
  const list = join(outputDir, 'list.json')
  mkdirSync(outputDir, { recursive: true })
  const entry = { path: '/chats/5', viewport: { width: 500, height: 600 }, view: 'chat', state: 'ready' }
  const wrong = [
    { ...entry, name: 'wrong-view', view: 'lookup' },
    { ...entry, name: 'wrong-state', state: 'timeout' },
  ]
  writeFileSync(list, JSON.stringify(wrong))
  const written = ['1', '/chats/102?filter=2025550123', '/chats/104#filter=2025550123', '/chats/324324', '/chats/%']
  const url = `http://127.0.0.1:${portOf(server.address())}`
  const { code, stdout } = await shoot(
    '2',
    '3',
    '4',
    '/chats/+12025550123',
    list,
    ...written,
    '--url',
    url,
    '--out',
    out,
  )
  server.close()
  expect(code).toBe(1)

  for (const name of ['chat-1-light-1440', 'chat-2-light-1440'])
    expect(stdout).toContain(`${name}: The page changed while the picture was taken. It is taken once more.\n`)
  expect(stdout).toContain('chat-2-light-1440: The page changed while the picture was taken: data-shot of HTML.\n')
  expect(stdout).toContain('chat-4-light-1440: The page changed while the picture was taken: childList of MAIN.\n')
  expect(visits.filter((one) => one === '/chats/2')).toHaveLength(2)

  expect(stdout).toContain('wrong-view: The page is chat, not lookup.\n')
  expect(stdout).toContain('wrong-state: The page is in the state ready, not timeout.\n')

  // Personal data should be hidden, and a page or a URL has a phone number.
  expect(stdout).toMatch(/^chat-3-light-1440: Not written: personal data should be hidden/m)
  expect(stdout).toMatch(/^not-an-id-light-1440: Not taken: its URL may contain personal data/m)
  expect(visits).not.toContain('/chats/+12025550123')
  expect(stdout).not.toMatch(/555 ?0123/)
  for (const name of ['manifest.json', 'index.html']) {
    const text = readFileSync(join(out, name), 'utf8')
    expect(text).not.toMatch(/555 ?0123/)
    // A chat ID is not personal, long or not, found or not.
    expect(text).toContain('chat-324324-light-1440')
  }

  const { pictures, failed } = listOf(out)
  expect(failed?.map(({ name }) => name).toSorted()).toEqual([
    'chat-2-light-1440',
    'chat-3-light-1440',
    'chat-4-light-1440',
    'not-an-id-light-1440',
    'wrong-state',
    'wrong-view',
  ])
  expect(pictures).toHaveLength(written.length)
  expect(pngsIn(out)).toEqual(pictures.map(({ file }) => file).toSorted())
})

test('Ctrl-C keeps the complete pictures, and leaves no process behind', async ({}, { outputDir }) => {
  const out = join(outputDir, 'shots')
  const child = spawn(process.execPath, [cli, '--out', out, '--jobs', '2'], { cwd: root, env: cleanEnvironment() })
  const exit = once(child, 'exit')
  try {
    await expect.poll(() => (existsSync(out) ? pngsIn(out).length : 0)).toBeGreaterThan(3)
  } finally {
    child.kill('SIGINT')
  }
  const [code] = await exit
  expect(code).toBe(130)
  const { interrupted, pictures } = listOf(out)
  expect(interrupted).toBe(true)
  expect(pictures.length).toBeGreaterThan(3)
  for (const { file } of pictures) PNG.sync.read(readFileSync(join(out, file)))
  expect(readdirSync(out).filter((name) => name.endsWith('.part'))).toEqual([])
  expect(existsSync(join(out, 'index.html'))).toBe(true)
})

/** Changes a picture of a baseline, and the baseline's list: 20 by 20 pixels have another color. */
function repaint(path: string, folder: string) {
  const picture = PNG.sync.read(readFileSync(path))
  for (let y = 0; y < 20; y += 1)
    for (let x = 0; x < 20; x += 1) picture.data.set([200, 0, 0], 4 * (y * picture.width + x))
  writeFileSync(path, PNG.sync.write(picture))
  const manifest = listOf(folder)
  for (const one of manifest.pictures)
    if (path.endsWith(one.file)) {
      one.sha256 = 'of another picture'
      one.stored = sha256(readFileSync(path))
    }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
}
