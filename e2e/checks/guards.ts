// The last part of `npm run check`: what no tool checks by itself.
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { root } from '../support/servers.ts'

interface Lock {
  packages: Record<string, { resolved?: string; optionalDependencies?: Record<string, string> }>
}

/**
 * What is wrong with the lockfile. A registry that lacks a platform's package lets `npm install` pass and leaves it out
 * of the lock, and then `npm ci` fails on every machine.
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

/** Imports that the project references must refuse. A guard that nobody has seen red is not a guard. */
const forbidden: [file: string, source: string][] = [
  ['src/console/canary.ts', "export * from '../gateway/gateway.ts'"],
  ['src/console/canary.ts', "export * from '../sandbox/samples.ts'"],
  ['src/console/canary.ts', "export * from '../hosts/settings/settings.ts'"],
  ['src/hosts/render/canary.ts', "export * from '../../gateway/gateway.ts'"],
  ['src/sandbox/canary.ts', "export * from '../gateway/gateway.ts'"],
  ['src/gateway/canary.ts', "export * from '../sandbox/sandbox.ts'"],
  ['src/gateway/canary.ts', "export { readFileSync } from 'node:fs'"],
  ['src/linq/canary.ts', 'export const title = document.title'],
]

function guardProblems(): string[] {
  return forbidden.flatMap(([file, source]) => {
    const path = join(root, file)
    writeFileSync(path, `${source}\n`)
    try {
      const { status } = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'], {
        cwd: root,
      })
      return status === 0 ? [`The import guard is blind: ${file} may say ${source}`] : []
    } finally {
      rmSync(path)
    }
  })
}

const problems = [...lockProblems(), ...guardProblems()]
for (const problem of problems) process.stderr.write(`${problem}\n`)
if (problems.length > 0) process.exitCode = 1
else process.stdout.write(`Lockfile complete; ${forbidden.length} forbidden imports refused.\n`)
