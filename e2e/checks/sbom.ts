// `npm run -s sbom`: what ships, as CycloneDX. `npm sbom --omit dev` would leave out whatever a development package
// needs as well (react, jose), so the lockfile is read here.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { root } from '../support/servers.ts'

/** An entry of the lockfile's `packages`; the project itself is under the empty path. */
interface Entry {
  name?: string
  version?: string
  license?: string
  integrity?: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  peerDependenciesMeta?: Record<string, { optional?: boolean }>
}

/** Entries by their path, such as `node_modules/a/node_modules/b`. */
export type Lock = Record<string, Entry>

const folder = 'node_modules/'

/** Reads the project's lockfile. */
export function readLock(): Lock {
  const { packages }: { packages: Lock } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return packages
}

/** What a package cannot do without. Optional packages are of one platform each, and nothing that is built holds them. */
const needsOf = ({ dependencies, peerDependencies, peerDependenciesMeta: meta }: Entry) => [
  ...new Set([
    ...Object.keys(dependencies ?? {}),
    ...Object.keys(peerDependencies ?? {}).filter((name) => meta?.[name]?.optional !== true),
  ]),
]

/** Finds a package as Node does: beside the one that needs it, then in each folder above. */
function find(lock: Lock, from: string, name: string): string {
  for (let path = from; ; path = path.slice(0, Math.max(0, path.lastIndexOf(folder) - 1))) {
    const candidate = `${path && `${path}/`}${folder}${name}`
    if (lock[candidate]) return candidate
    if (path === '')
      throw new Error(`package-lock.json has no entry for ${name}, which ${nameOf(lock, from)} needs. Run npm install.`)
  }
}

const nameOf = (lock: Lock, path: string) =>
  lock[path]?.name ?? path.slice(path.lastIndexOf(folder) + (path.includes(folder) ? folder.length : 0))

/** A package's address in any registry; it is also how the list refers to it. */
const purlOf = (lock: Lock, path: string) => `pkg:npm/${nameOf(lock, path).replace('@', '%40')}@${lock[path]?.version}`

/** A package as CycloneDX has it. */
function component(lock: Lock, path: string) {
  const { version = '', license, integrity } = lock[path] ?? {}
  const [, group, name = ''] = /^(?:(@[^/]+)\/)?(.+)$/.exec(nameOf(lock, path)) ?? []
  const purl = purlOf(lock, path)
  return {
    type: 'library',
    'bom-ref': purl,
    ...(group && { group }),
    name,
    version,
    purl,
    hashes: (integrity?.split(/\s+/) ?? []).map(readHash),
    licenses: license === undefined ? [] : [readLicense(license)],
  }
}

/** `sha512-` and base64, as the lockfile has it, is hexadecimal here. */
function readHash(integrity: string) {
  const [, bits = '', base64 = ''] = /^sha(\d+)-(.+)$/.exec(integrity) ?? []
  return { alg: `SHA-${bits}`, content: Buffer.from(base64, 'base64').toString('hex') }
}

function readLicense(text: string) {
  if (/ (?:AND|OR|WITH) /.test(text)) return { expression: text }
  return { license: /^[A-Za-z0-9.+-]+$/.test(text) ? { id: text } : { name: text } }
}

/** Lists what the project's dependencies are and need: each once, in the order of their addresses. */
export function createSbom(lock: Lock) {
  const needs = new Map<string, string[]>()
  const waiting = ['']
  for (const path of waiting) {
    if (needs.has(path)) continue
    const found = needsOf(lock[path] ?? {}).map((name) => find(lock, path, name))
    needs.set(path, found)
    waiting.push(...found)
  }
  // One version in two folders is one package.
  const byPurl = new Map([...needs.keys()].map((path) => [purlOf(lock, path), path]))
  const own = purlOf(lock, '')
  byPurl.delete(own)
  const purls = [...byPurl.keys()].toSorted()
  const dependsOn = (ref: string) => [
    ...new Set(
      [...needs]
        .filter(([path]) => purlOf(lock, path) === ref)
        .flatMap(([, found]) => found.map((path) => purlOf(lock, path))),
    ),
  ]
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { ...component(lock, ''), type: 'application' } },
    components: purls.map((purl) => component(lock, byPurl.get(purl) ?? '')),
    dependencies: [own, ...purls].map((ref) => ({ ref, dependsOn: dependsOn(ref).toSorted() })),
  }
}

if (import.meta.main) {
  const { metadata, components, dependencies, ...head } = createSbom(readLock())
  const stamped = {
    ...head,
    serialNumber: `urn:uuid:${randomUUID()}`,
    metadata: { timestamp: new Date().toISOString(), lifecycles: [{ phase: 'pre-build' }], ...metadata },
    components,
    dependencies,
  }
  process.stdout.write(`${JSON.stringify(stamped, null, 2)}\n`)
}
