import { parseArgs } from 'node:util'

import { variables } from '../settings/variables.ts'

const commands = [
  ['npm start', 'Builds the console, and serves it.'],
  ['node dist/server/server.js', 'Serves the console that npm run build has built.'],
  ['npm run dev', 'Serves the console from its sources, for development.'],
  ['npm run sandbox', 'Serves sample chats as Linq does. Of the settings it reads HOST and PORT only.'],
  ['npm run doctor -- 45', 'Checks the settings and the network, and the token with one lookup, of chat 45.'],
] as const

const options = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

const optionLines = [
  ['-h, --help', 'Prints this help. With npm: npm start -- --help'],
  ['-v, --version', 'Prints the version.'],
] as const

type Line = readonly [name: string, meaning: string]

const table = (lines: readonly Line[]): string => {
  const width = Math.max(...lines.map(([name]) => name.length))
  return lines.map(([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}\n`).join('')
}

const help = (version: string): string => `Linq chat console ${version}

Commands:
${table(commands)}
Options of each command:
${table(optionLines)}
Settings, as environment variables:
${table(variables)}`

/** What a command line asks for: that its command runs, or a text and the end of the process. */
export type CommandLine = { operands: string[] } | { exitCode: 0 | 2; output: string }

/**
 * Parses the arguments of a command.
 * @param version called if the arguments ask for it.
 * @param maxOperands how many arguments that are no options the command takes.
 */
export function parseCommandLine(args: string[], version: () => string, maxOperands = 0): CommandLine {
  const { values, positionals, tokens } = parseArgs({ args, options, strict: false, tokens: true })
  const unknown = tokens.find(
    (token) => token.kind === 'option' && (!Object.hasOwn(options, token.name) || token.value !== undefined),
  )
  if (unknown?.kind === 'option') return wrongUsage(`${unknown.rawName} is not an option of this command.`)
  if (values.help === true) return { exitCode: 0, output: help(version()) }
  if (values.version === true) return { exitCode: 0, output: `${version()}\n` }
  if (positionals.length > maxOperands)
    return wrongUsage(
      maxOperands === 0 ? 'This command takes no arguments.' : 'This command takes one argument, a chat ID.',
    )
  return { operands: positionals }
}

/** The message does not repeat a value, which may be a token. */
const wrongUsage = (problem: string): CommandLine => ({
  exitCode: 2,
  output: `${problem} Settings are environment variables, such as PORT=8081. --help lists them.\n`,
})

/**
 * Reads the arguments of this process, which ends here if they ask for help or the version, or are wrong.
 * @returns the arguments that are no options.
 */
export function readCommandLine(version: () => string, maxOperands = 0): string[] {
  const found = parseCommandLine(process.argv.slice(2), version, maxOperands)
  if ('operands' in found) return found.operands
  process[found.exitCode === 0 ? 'stdout' : 'stderr'].write(found.output)
  process.exit(found.exitCode)
}
