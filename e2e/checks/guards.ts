// The last step of `npm run check`: the lockfile, and whether the import rules refuse what they should.
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { relative } from 'node:path/posix'

import { root } from '../support/servers.ts'

interface Lock {
  packages: Record<string, { resolved?: string; optionalDependencies?: Record<string, string> }>
}

/**
 * The problems of the lockfile. If a registry lacks a platform's package, `npm install` succeeds and leaves it out of the
 * lockfile, and then `npm ci` fails on every machine.
 */
function lockProblems(): string[] {
  const { packages }: Lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const names = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)))
  return Object.entries(packages).flatMap(([path, { resolved, optionalDependencies = {} }]) => [
    ...(resolved ? [`package-lock.json: ${path} names a registry. Remove its "resolved" line.`] : []),
    ...Object.keys(optionalDependencies)
      .filter((name) => !names.has(name))
      .map(
        (name) =>
          `package-lock.json: ${path} needs ${name}, which has no entry. Choose a version whose platform packages all exist.`,
      ),
  ])
}

/** A source file that the compiler or the linter must refuse. */
interface Canary {
  path: string
  source: string
  /** The code of the expected error. Any other error, such as TS2307 for an import of a missing file, proves nothing. */
  code: string
  /** A text in the error's message, besides the canary's own path. */
  names: string
}

/** An import across projects that the importing project's `references` do not list. */
const outsideProject = 'TS6307'
/** A global or a module of an environment whose types the project does not include. */
const [noDom, noNode] = ['TS2584', 'TS2591']
const noCycle = 'import(no-cycle)'
const restricted = 'eslint(no-restricted-imports)'

/** A source file of a folder; `name` is unique in the folder. */
const canary = (folder: string, name: string, source: string, code: string, names: string): Canary => ({
  path: `src/${folder}/canary-${name}.ts`,
  source,
  code,
  names,
})

/** An import of a file that exists, in one of the forms that an import can have. */
const imports = (folder: string, target: string, code = outsideProject, form = 'export * from PATH'): Canary => {
  const path = relative(folder, target)
  const source = form.replace('PATH', `'${path}'`)
  // The compiler reports the file, the linter the import specifier.
  return canary(folder, target.replaceAll(/\W+/g, '-'), source, code, code === outsideProject ? target : path)
}

/** A guard that is never seen to fail may not work. The compiler reports a file once per project, so each canary has its own target. */
const canaries: Canary[] = [
  imports('console', 'gateway/gateway.ts'),
  imports('console', 'sandbox/samples.ts', outsideProject, 'export const lazy = () => import(PATH)'),
  imports('console', 'hosts/settings/settings.ts', outsideProject, 'export type * from PATH'),
  imports('hosts/render', 'gateway/gateway.ts'),
  imports('sandbox', 'gateway/gateway.ts'),
  imports('gateway', 'sandbox/sandbox.ts'),
  canary('gateway', 'node', "export { readFileSync } from 'node:fs'", noNode, 'node:fs'),
  canary('linq', 'dom', 'export const title = document.title', noDom, 'document'),
  // References are transitive: through `hosts/render` a server host may import what it must not.
  ...['node', 'edge', 'web', 'settings'].map((host) => imports(`hosts/${host}`, 'console/app.tsx', restricted)),
  // Within the console imports have one direction, in every form of import and in nested folders.
  imports('console/ui', 'console/chat/chat-page.tsx', restricted, 'export type * from PATH'),
  imports('console/settings', 'console/data/query.ts', restricted),
  imports('console/format', 'console/data/query.ts', restricted),
  imports('console/data', 'console/chat/chat-page.tsx', restricted),
  imports('console/chat', 'console/app.tsx', restricted, 'export const lazy = () => import(PATH)'),
  imports('console/chat/details', 'console/routes/chat.tsx', restricted),
  imports('console/routes', 'console/app.tsx', restricted),
  // A cycle of type imports is a cycle too.
  canary('linq', 'cycle-a', "import type { B } from './canary-cycle-b.ts'\nexport type A = B[]", noCycle, 'cycle'),
  canary('linq', 'cycle-b', "import type { A } from './canary-cycle-a.ts'\nexport type B = A[]", noCycle, 'cycle'),
]

interface Refusal {
  path: string
  code: string
  message: string
}

const bin = (name: string, ...args: string[]): string =>
  spawnSync(process.execPath, [join(root, 'node_modules', name), ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  }).stdout

const compilerErrors = (): Refusal[] =>
  [...bin('typescript/bin/tsc', '-b', '--pretty', 'false').matchAll(/^(\S+)\(\d+,\d+\): error (TS\d+): (.*)$/gm)].map(
    ([, path = '', code = '', message = '']) => ({ path, code, message }),
  )

function lintErrors(): Refusal[] {
  const { diagnostics }: { diagnostics: { filename: string; code: string; message: string }[] } = JSON.parse(
    bin('oxlint/bin/oxlint', '--format', 'json', ...canaries.map(({ path }) => path)),
  )
  return diagnostics.map(({ filename, code, message }) => ({ path: filename, code, message }))
}

/** The canaries that were not refused. All are written at once, so that each tool runs once. */
function guardProblems(): string[] {
  const removeCanaries = () => {
    for (const { path } of canaries) rmSync(join(root, path), { force: true })
  }
  process.once('exit', removeCanaries)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  for (const { path, source } of canaries) writeFileSync(join(root, path), `${source}\n`)
  const refusals = [...compilerErrors(), ...lintErrors()]
  removeCanaries()
  return canaries.flatMap(({ path, source, code, names }) => {
    const found = refusals.filter((refusal) => refusal.path === path)
    if (found.some((refusal) => refusal.code === code && refusal.message.includes(names))) return []
    const instead = found.map((refusal) => `${refusal.code}: ${refusal.message}`).join('; ') || 'no error'
    return [`A guard does not work: ${path} with ${JSON.stringify(source)} should fail with ${code}; got ${instead}`]
  })
}

const problems = [...lockProblems(), ...guardProblems()]
for (const problem of problems) process.stderr.write(`${problem}\n`)
if (problems.length > 0) process.exitCode = 1
else process.stdout.write(`Lockfile complete; ${canaries.length} forbidden files refused.\n`)
