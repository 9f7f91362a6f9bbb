// The files for containers, Kubernetes, systemd and nginx, each checked by its own tool if there is one.
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { DockerfileParser } from 'dockerfile-ast'
import { validate } from 'dockerfile-utils'
import { Deployment } from 'kubernetes-models/apps/v1/Deployment'
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress'
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { Service } from 'kubernetes-models/v1/Service'
import { afterAll, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'

import { findNginx, nginxArguments, writeSite } from '../../../e2e/support/nginx.ts'
import { parseTarget } from '../../gateway/target.ts'
import { SettingsError } from '../settings/settings-error.ts'
import { readSettings } from '../settings/settings.ts'
import { portOf } from '../node/http/listen.ts'

const root = join(import.meta.dirname, '../../..')
const shipped = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')
const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
/** How long a stopping server waits for open requests, in seconds. */
const drain = Number(/drainMs = ([0-9_]+)/.exec(shipped('../node/http/listen.ts'))?.[1]?.replace('_', '')) / 1000

const folder = mkdtempSync(join(tmpdir(), 'deploy-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Whether a check is skipped; if so, it says so on stderr. */
function isSkipped(missing: boolean, check: string): boolean {
  if (missing) process.stderr.write(`SKIPPED: ${check}.\n`)
  return missing
}

const outputOf = (program: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  return { status, output: `${stdout}${stderr}` }
}

/** Settings, and the names of those that were read. */
function recordReads(env: Record<string, string>): { env: Record<string, string>; read: Set<string> } {
  const read = new Set<string>()
  const get = (target: Record<string, string>, name: string) => {
    read.add(name)
    return target[name]
  }
  return {
    read,
    env: new Proxy(env, { get: (target, name) => (typeof name === 'string' ? get(target, name) : undefined) }),
  }
}

// ---- The container

const containerfile = DockerfileParser.parse(shipped('Containerfile'))
const instructions = containerfile.getInstructions().map((instruction) => ({
  keyword: instruction.getKeyword(),
  text: instruction.getArgumentsContent() ?? '',
}))
const lastStage = instructions.slice(instructions.findLastIndex(({ keyword }) => keyword === 'FROM'))
const textOf = (keyword: string) => lastStage.find((instruction) => instruction.keyword === keyword)?.text ?? ''
const commandIn = (text: string): string[] => JSON.parse(text.slice(text.indexOf('[')))
const imageEnv = Object.fromEntries(
  containerfile
    .getENVs()
    .flatMap((env) => env.getProperties())
    .map((property) => [property.getName(), property.getValue() ?? '']),
)

test('the Containerfile passes its linter', () => {
  expect(validate(shipped('Containerfile'))).toEqual([])
})

test('the image runs as a number that is not root, and starts the server without a shell', () => {
  expect(textOf('USER')).toMatch(/^[1-9][0-9]*:[1-9][0-9]*$/)
  expect(commandIn(textOf('CMD'))).toEqual(['node', '--min-semi-space-size=16', '/opt/chat-console/server/server.js'])
  expect(textOf('STOPSIGNAL')).toBe('SIGTERM')
  expect(lastStage.filter(({ keyword }) => ['RUN', 'ENTRYPOINT', 'SHELL', 'ADD'].includes(keyword))).toEqual([])
})

test('the image has only the two built folders, and no secret', () => {
  const copies = containerfile.getCOPYs().map((copy) => [copy.getFromFlag()?.getValue(), copy.getArgumentsContent()])
  expect(copies.slice(-2)).toEqual([
    ['build', '/build/dist/client client'],
    ['build', '/build/dist/server server'],
  ])
  expect(lastStage.filter(({ keyword }) => keyword === 'COPY')).toHaveLength(2)
  expect(textOf('WORKDIR')).toBe('/opt/chat-console')
  expect(imageEnv).toEqual({ HOST: '0.0.0.0', PORT: '8080' })
  expect(instructions.filter(({ keyword }) => keyword === 'ARG').map(({ text }) => text.split('=', 1)[0])).toEqual([
    'BUILD_IMAGE',
    'RUN_IMAGE',
    'BUILD_COMMIT',
    'VERSION',
  ])
})

test('the build context has only what .dockerignore lists, all of which exists', () => {
  const rules = readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  expect(rules[0]).toBe('*')
  const listed = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1))
  expect(listed.filter((name) => !existsSync(join(root, name)))).toEqual([])
  expect(listed.filter((name) => /env|git|node_modules|dist|secret/.test(name))).toEqual([])
})

test('the image and the Deployment have the version of package.json', () => {
  expect(instructions.find(({ text }) => text.startsWith('VERSION='))?.text).toBe(`VERSION=${version}`)
  expect(container?.image).toMatch(new RegExp(`:${version.replaceAll('.', String.raw`\.`)}$`))
})

test('the image does not start without sign-in', () => {
  expect(() => readSettings(imageEnv)).toThrow(SettingsError)
  expect(() => readSettings(imageEnv)).toThrow('sign-in is not set up')
})

test('its health check fails for an unhealthy server, and for none', async () => {
  const [node, ...args] = commandIn(textOf('HEALTHCHECK'))
  expect(node).toBe('node')
  const paths: string[] = []
  let status = 200
  const server = createServer((request, response) => {
    paths.push(request.url ?? '')
    response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = portOf(server.address())
  const check = () =>
    new Promise((resolve) =>
      execFile(process.execPath, args, { env: { PORT: String(port) } }, (error) => resolve(error?.code ?? 0)),
    )
  expect(await check()).toBe(0)
  status = 503
  expect(await check()).toBe(1)
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  expect(await check()).toBe(1)
  expect(paths.map((path) => parseTarget(path).kind)).toEqual(['health', 'health'])
})

// ---- Kubernetes

const manifests: unknown[] = parseAllDocuments(shipped('kubernetes.yaml')).map((document) => {
  if (document.errors[0]) throw document.errors[0]
  return document.toJS()
})
const kinds = [ConfigMap, Deployment, Service, PodDisruptionBudget, NetworkPolicy, Ingress]
const find = <Kind>(is: (value: unknown) => value is Kind): Kind => {
  const found = manifests.find((manifest) => is(manifest))
  if (!found) throw new Error('kubernetes.yaml lacks a kind')
  return found
}
const config = find(ConfigMap.is)
const deployment = find(Deployment.is)
const pod = deployment.spec?.template.spec
const container = pod?.containers[0]
const labels = deployment.spec?.template.metadata?.labels

/**
 * Wraps an object so that `unread` has the paths of the fields that a validator has not read. The schemas allow unknown
 * fields, as the API does; a validator does not read those, and `kubectl apply` refuses them.
 */
function recordUnread<Value extends object>(value: Value, unread: Set<string>, path = ''): Value {
  const children = new Map<string, unknown>()
  for (const key of Object.keys(value)) unread.add(`${path}/${key}`)
  return new Proxy(value, {
    get: (target, key, receiver) => {
      const child: unknown = Reflect.get(target, key, receiver)
      if (typeof key !== 'string') return child
      unread.delete(`${path}/${key}`)
      if (typeof child !== 'object' || child === null) return child
      if (!children.has(key)) children.set(key, recordUnread(child, unread, `${path}/${key}`))
      return children.get(key)
    },
  })
}

test('every manifest is valid for Kubernetes, without unknown fields', () => {
  const problems = manifests.flatMap((manifest) => {
    const Kind = kinds.find(({ is }) => is(manifest))
    if (!Kind || typeof manifest !== 'object' || manifest === null)
      return [`of an unknown kind: ${JSON.stringify(manifest)}`]
    const unread = new Set<string>()
    Kind.prototype.validate.call(recordUnread(Object.assign(new Kind(), manifest), unread))
    return [...unread].map((path) => `${Kind.kind}${path}`)
  })
  expect(problems).toEqual([])
  // Two are of one kind: the Ingress of the console, and that of its files.
  expect(manifests).toHaveLength(kinds.length + 1)
})

test('there are two replicas, at least one of which stays available', () => {
  expect(deployment.spec).toMatchObject({ replicas: 2, strategy: { rollingUpdate: { maxUnavailable: 0 } } })
  expect(find(PodDisruptionBudget.is).spec).toMatchObject({ minAvailable: 1 })
})

test('the pod is not root, has a read-only file system, and gains no rights', () => {
  expect(pod).toMatchObject({
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  })
  expect(`${pod?.securityContext?.runAsUser}:${pod?.securityContext?.runAsGroup}`).toBe(textOf('USER'))
  expect(container?.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  })
  expect([pod?.volumes, pod?.hostNetwork, pod?.initContainers, container?.command]).toEqual(Array(4).fill(undefined))
})

test('the probes use the gateway’s paths', () => {
  const { startupProbe, livenessProbe, readinessProbe } = container ?? {}
  const paths = [startupProbe, livenessProbe, readinessProbe].map(
    (probe) => parseTarget(probe?.httpGet?.path ?? '').kind,
  )
  expect(paths).toEqual(['health', 'health', 'ready'])
})

test('a stopping pod waits for open requests', () => {
  const before = container?.lifecycle?.preStop?.sleep?.seconds ?? 0
  expect(before).toBeGreaterThan(0)
  expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(before + drain)
})

test('all selectors and ports match the pods', () => {
  const service = find(Service.is)
  const policy = find(NetworkPolicy.is)
  const path = find(Ingress.is).spec?.rules?.[0]?.http?.paths[0]
  expect(labels).not.toEqual({})
  for (const selected of [
    deployment.spec?.selector.matchLabels,
    service.spec?.selector,
    policy.spec?.podSelector?.matchLabels,
    find(PodDisruptionBudget.is).spec?.selector?.matchLabels,
    pod?.topologySpreadConstraints?.[0]?.labelSelector?.matchLabels,
  ])
    expect(selected).toEqual(labels)
  const ports = container?.ports?.map(({ name }) => name)
  expect(container?.ports?.[0]?.containerPort).toBe(Number(imageEnv['PORT']))
  expect(ports).toContain(service.spec?.ports?.[0]?.targetPort)
  expect(ports).toContain(policy.spec?.ingress?.[0]?.ports?.[0]?.port)
  expect(path?.backend.service).toEqual({
    name: service.metadata?.name,
    port: { name: service.spec?.ports?.[0]?.name },
  })
  expect(container?.envFrom).toEqual([{ configMapRef: { name: config.metadata?.name } }])
})

test('the Ingress of the files is that of the console, except that another pod may have a file', () => {
  const [console, files] = manifests.filter((manifest) => Ingress.is(manifest))
  expect(files?.metadata?.annotations).toEqual({
    'nginx.ingress.kubernetes.io/proxy-next-upstream': 'error timeout http_404',
  })
  expect(console?.metadata?.annotations).toBeUndefined()
  const [rule] = console?.spec?.rules ?? []
  const paths = rule?.http?.paths.map((path) => ({ ...path, path: '/assets/' }))
  expect(files?.spec).toEqual({ ...console?.spec, rules: [{ ...rule, http: { paths } }] })
})

test('the network policy allows the ingress controller in, and DNS and HTTPS out', () => {
  const { policyTypes, ingress, egress } = find(NetworkPolicy.is).spec ?? {}
  expect(policyTypes).toEqual(['Ingress', 'Egress'])
  expect(ingress?.flatMap(({ from }) => from ?? [{}]).map(({ namespaceSelector }) => namespaceSelector)).toEqual([
    { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } },
  ])
  expect(egress?.flatMap(({ ports }) => ports ?? [{}]).map(({ port }) => port)).toEqual([53, 53, 443])
})

test('its settings are valid and known, and secrets are only referred to', () => {
  const secrets = container?.env ?? []
  expect(secrets.map(({ name }) => name)).toEqual(['LINQ_INTEGRATION_TOKEN', 'OIDC_CLIENT_SECRET', 'SESSION_SECRET'])
  for (const { name, value, valueFrom } of secrets)
    expect([value, valueFrom]).toEqual([undefined, { secretKeyRef: { name: 'chat-console', key: name } }])
  const filled = Object.fromEntries(secrets.map(({ name }) => [name, '0123456789abcdef0123456789abcdef']))
  const names = [...Object.keys(config.data ?? {}), ...Object.keys(filled)]
  const { env, read } = recordReads({ ...imageEnv, ...config.data, ...filled })
  expect(readSettings(env)).toMatchObject({ host: '0.0.0.0', signIn: { kind: 'oidc' }, auditLog: 'stdout' })
  expect(names.filter((name) => !read.has(name))).toEqual([])
})

// ---- systemd

const unit = shipped('chat-console.service')
const valuesOf = (name: string) =>
  [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value]) => value ?? '')

// systemd checks the file's name. Node is where this machine has it.
const unitPath = join(folder, 'chat-console.service')
writeFileSync(unitPath, unit.replace('ExecStart=/usr/bin/node ', `ExecStart=${process.execPath} `))
// Before 250, it could rate only running units.
const version250 = Number(/^systemd ([0-9]+)/.exec(outputOf('systemd-analyze', '--version').output)?.[1] ?? 0) >= 250
const noSystemd = isSkipped(!version250, 'the checks of chat-console.service need systemd-analyze 250 or newer')

test.skipIf(noSystemd)('systemd accepts the unit', () => {
  const found = outputOf('systemd-analyze', 'verify', '--man=no', '--recursive-errors=no', unitPath)
  expect(found).toEqual({ status: 0, output: '' })
})

test.skipIf(noSystemd)('systemd rates the unit’s exposure below 1.5 of 10', () => {
  // The threshold is in tenths.
  const { status, output } = outputOf('systemd-analyze', 'security', '--offline=true', '--threshold=14', unitPath)
  expect(status, output).toBe(0)
})

test('the unit waits for open requests, and lets V8 compile', () => {
  expect(valuesOf('KillSignal')).toEqual(['SIGTERM'])
  expect(Number(valuesOf('TimeoutStopSec')[0])).toBeGreaterThan(drain)
  expect(valuesOf('MemoryDenyWriteExecute')).toEqual(['no'])
})

test('the unit writes the audit log to its own folder, and sets only known settings', () => {
  const set = Object.fromEntries(
    valuesOf('Environment').map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)]),
  )
  const { env, read } = recordReads(set)
  expect(readSettings(env).auditLog).toBe(`%L/${valuesOf('LogsDirectory')[0]}/audit.jsonl`)
  expect(Object.keys(set).filter((name) => !read.has(name))).toEqual([])
})

const noLogrotate = isSkipped(
  spawnSync('logrotate', ['--version']).error !== undefined,
  'the check of chat-console.logrotate needs logrotate',
)
test.skipIf(noLogrotate)('logrotate accepts its file', () => {
  const path = join(folder, 'logrotate')
  // It refuses a file that others can write to.
  writeFileSync(path, shipped('chat-console.logrotate'), { mode: 0o644 })
  const { status, output } = outputOf('logrotate', '--debug', '--state', join(folder, 'state'), path)
  expect(output).not.toMatch(/^error:/m)
  expect(status, output).toBe(0)
})

test('logrotate rotates the log that the unit writes', () => {
  expect(shipped('chat-console.logrotate')).toContain('\n/var/log/chat-console*/audit.jsonl {')
  // copytruncate would lose lines, and create would change the file's owner.
  expect(shipped('chat-console.logrotate')).not.toMatch(/^\s*(?:copytruncate|create)/m)
})

// ---- nginx

const nginx = findNginx()
const noNginx = isSkipped(nginx === null, 'the check of nginx.conf needs nginx (node e2e/support/nginx.ts)')
test.skipIf(noNginx)('nginx accepts its configuration', () => {
  writeSite(folder, { listen: `unix:${join(folder, 'nginx.sock')}`, servers: ['127.0.0.1:1', '127.0.0.1:2'] })
  const { status, output } = outputOf(nginx ?? '', '-t', ...nginxArguments(folder))
  expect(output).not.toMatch(/\[(?:warn|error|alert|emerg)\]/)
  expect(status, output).toBe(0)
})

test('nginx retries neither POST requests nor failures of Linq', () => {
  const blocks = [...shipped('nginx.conf').matchAll(/^ *location (\S+) \{(.*?)^ *\}$/gms)]
  const retried = blocks.map(([, path, block = '']) => [path, /^ *proxy_next_upstream (.*);$/m.exec(block)?.[1]])
  expect(retried).toEqual([
    ['/', 'error timeout http_503'],
    // Files only, which a process of another version may have.
    ['/assets/', 'error timeout http_503 http_404'],
  ])
})
