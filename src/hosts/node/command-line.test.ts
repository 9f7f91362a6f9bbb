import { expect, test } from 'vitest'

import { variableNames } from '../settings/variables.ts'
import { parseCommandLine } from './command-line.ts'

const version = () => '1.2.3+0a1b2c3'
const parse = (...args: string[]) => parseCommandLine(args, version)

test('runs a command without arguments', () => {
  expect(parse()).toEqual({ operands: [] })
  expect(parseCommandLine(['45'], version, 1)).toEqual({ operands: ['45'] })
})

test.each(['--help', '-h'])('%s lists the commands, and each setting in one short line', (option) => {
  const found = parse(option)
  expect(found).toMatchObject({ exitCode: 0 })
  const output = 'output' in found ? found.output : ''
  expect(output).toMatch(/^Linq chat console 1\.2\.3\+0a1b2c3\n/)
  for (const command of ['npm start', 'npm run dev', 'npm run sandbox', 'npm run doctor -- 45'])
    expect(output).toMatch(new RegExp(`^  ${command}  +[A-Z].*\\.$`, 'm'))
  const settings = [...output.matchAll(/^ {2}([A-Z0-9_]+) +\S.*\.$/gm)].map(([, name]) => name)
  expect(settings).toEqual(variableNames)
  expect(output.split('\n').filter((line) => line.length > 120)).toEqual([])
})

test.each(['--version', '-v'])('%s prints the version alone', (option) => {
  expect(parse(option)).toEqual({ exitCode: 0, output: '1.2.3+0a1b2c3\n' })
})

test.each([
  [['--port', '9000'], /^--port is not an option of this command\. .*PORT=8081/],
  [['--port=9000'], /^--port is not an option/],
  [['-x'], /^-x is not an option/],
  [['--no-help'], /^--no-help is not an option/],
  [['--help=settings'], /^--help is not an option/],
  [['--help', '--port'], /^--port is not an option/],
  [['9000'], /^This command takes no arguments\. /],
])('refuses %j with one line and exit code 2', (args, message) => {
  const found = parse(...args)
  expect(found).toEqual({ exitCode: 2, output: expect.stringMatching(message) })
  expect('output' in found && found.output).toMatch(/^[^\n]*\n$/)
})

test('a message does not repeat a value, which may be a token', () => {
  for (const args of [['--token=hunter2'], ['--token', 'hunter2'], ['hunter2']])
    expect(JSON.stringify(parse(...args))).not.toContain('hunter2')
  expect(parseCommandLine(['45', 'hunter2'], version, 1)).toEqual({
    exitCode: 2,
    output: expect.stringMatching(/^This command takes one argument, a chat ID\. /),
  })
})
