// The documents: their links, their commands, and the names from the code that they mention.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { expect, test } from 'vitest'

import { createMetrics } from '../../src/hosts/node/records/metrics.ts'
import { root } from '../support/servers.ts'

const read = (file: string) => readFileSync(join(root, file), 'utf8')
const documents = globSync(['*.md', '{src,e2e}/**/*.md'], { cwd: root })
const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'))

/** The commands in a document's code blocks, without their comments; a line that ends with `\` continues in the next. */
const commandsIn = (file: string): string[] =>
  [...read(file).matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = '']) =>
    block
      .replaceAll(/\\\n\s*/g, '')
      .split('\n')
      .map((line) => line.replace(/\s+#.*/, '').trim())
      .filter((line) => line !== ''),
  )

/** Each command that a test runs: the test's file, and a text in it that shows it. */
const testedBy: Record<string, [file: string, text: string]> = {
  'npm ci && npm start': ['e2e/server/commands.e2e.ts', "npm('start')"],
  'npm ci && npm test': ['.ci/run', 'npm ci && npm test'],
  'npm ci': ['.ci/run', 'npm ci'],
  'npm test': ['.ci/run', 'npm test'],
  'npm run check': ['package.json', 'check:files prepare:e2e && node e2e/checks/guards.ts'],
  'npm run sandbox': ['e2e/server/commands.e2e.ts', "npm('sandbox')"],
  'npm run dev': ['e2e/server/commands.e2e.ts', "npm('dev')"],
  'LINQ_INTEGRATION_TOKEN=… npm start': ['e2e/server/commands.e2e.ts', "npm('start', { LINQ_INTEGRATION_TOKEN: token"],
  'npm run doctor -- 45': ['e2e/server/doctor.e2e.ts', "doctor/doctor.ts'), ...args]"],
  'npm run shoot -- 45 101 404': ['e2e/pictures/shoot.e2e.ts', "shoot/cli.ts'"],
  'npm run shoot -- compare': ['e2e/pictures/shoot.e2e.ts', "'compare'"],
  'npm run shoot -- accept': ['e2e/pictures/shoot.e2e.ts', "'accept'"],
}

test('there are documents to check', () => {
  expect(documents.length).toBeGreaterThan(7)
})

test('README.md is short, and starts with the two commands that CI and the command tests run', () => {
  expect(read('README.md').split('\n').length).toBeLessThanOrEqual(120)
  expect(commandsIn('README.md').slice(0, 2)).toEqual(['npm ci && npm start', 'npm ci && npm test'])
  expect(read('.ci/run').trimEnd().split('\n').at(-1)).toBe('npm ci && npm test')
})

test.each(documents)('every link in %s leads to an existing file and heading', (document) => {
  const links = [...read(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
  const broken = links.filter((link) => {
    if (/^https?:/.test(link)) return false
    const [path = '', anchor] = link.split('#')
    const file = path === '' ? document : join(dirname(document), path)
    return !existsSync(resolve(root, file)) || (anchor !== undefined && !anchorsIn(file).includes(anchor))
  })
  expect(broken).toEqual([])
})

/** The anchors that code hosts generate for headings. */
const anchorsIn = (file: string): string[] =>
  [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )

const builtIn = new Set(['ci', 'exec'])

test.each(documents)('every npm script and file that a command in %s names exists', (document) => {
  const code = [...read(document).matchAll(/```.*?```|`[^`\n]+`/gs)].map(([span]) => span).join('\n')
  const scriptNames = [...code.matchAll(/\bnpm (?:run )?(?:-s |--silent )?(?:run )?([a-z][\w:]*)/g)].map(
    ([, name = '']) => name,
  )
  expect(scriptNames.filter((name) => !builtIn.has(name) && !Object.hasOwn(scripts, name))).toEqual([])
  const files = [...code.matchAll(/(?<![\w/])(?:src|e2e)\/[\w./-]+\.[a-z]+/g)].map(([file]) => file)
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
})

test('every command in a code block is run by a test, or has the date of its last manual run in e2e/README.md', () => {
  const commands = new Set(documents.flatMap(commandsIn))
  for (const [command, [file, text]] of Object.entries(testedBy)) {
    expect(commands).toContain(command)
    expect(read(file), command).toContain(text)
  }
  const untested = [...commands].filter((command) => !Object.hasOwn(testedBy, command))
  const rows = [...read('e2e/README.md').matchAll(/^\| `(.+)` +\| (\d{4}-\d\d-\d\d) +\|$/gm)]
  const manual = rows.map(([, command = '']) => command)
  expect(untested.filter((command) => !manual.some((row) => matches(row, command)))).toEqual([])
  expect(manual.filter((row) => !untested.some((command) => matches(row, command)))).toEqual([])
})

/** Whether a row of the table matches a command; `…` matches any text. */
const matches = (row: string, command: string): boolean =>
  row.split('…').reduce((rest: string | null, text) => after(text, rest), command) !== null

/** The rest of a text after its first match; null if there is none. */
const after = (match: string, text: string | null): string | null =>
  text === null || !text.includes(match) ? null : text.slice(text.indexOf(match) + match.length)

test('the operator’s guide names every metric of the console, and no other', async () => {
  const metrics = await createMetrics('1.2.3', () => ({ running: 0, waiting: 0 })).registry.getMetricsAsJSON()
  const all = metrics.map(({ name }) => name).filter((name) => name.startsWith('chat_console_'))
  const named = new Set(read('src/hosts/deploy/README.md').match(/chat_console_\w+/g))
  expect([...named].toSorted()).toEqual(all.toSorted())
})
