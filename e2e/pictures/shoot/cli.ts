// `npm run shoot`: pictures of chats and states, a contact sheet, and the comparison with a baseline.
import { relative } from 'node:path'

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'

import {
  acceptTaken,
  type CompareOptions,
  compareWithBaseline,
  exitCode,
  type Options,
  shoot,
  usualBaseline,
} from './run.ts'
import { Refusal } from './manifest.ts'
import { type Job, TargetError } from './targets.ts'

const list =
  <Value>(read: (text: string) => Value) =>
  (text: string): Value[] =>
    text.split(',').map((part) => read(part.trim()))

function readTheme(text: string): Job['theme'] {
  if (text === 'light' || text === 'dark') return text
  throw new InvalidArgumentError('Use light, dark or light,dark.')
}

const readWhole = (from: number, to: number) => (text: string) => {
  const value = /^[0-9]{1,5}$/.test(text) ? Number(text) : NaN
  if (value >= from && value <= to) return value
  throw new InvalidArgumentError(`Use a whole number from ${from} to ${to}.`)
}

function readThreshold(text: string): number {
  const value = /^[01](?:\.[0-9]+)?$/.test(text) ? Number(text) : NaN
  if (value <= 1) return value
  throw new InvalidArgumentError('Use a number from 0 (every difference counts) to 1.')
}

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol)) return url.origin
  throw new InvalidArgumentError('Use the address of a running console, for example http://127.0.0.1:8080.')
}

function readSwitch(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on'
  throw new InvalidArgumentError('Use on or off.')
}

const defaultOut = 'dist/shots'

const shared = () => [
  new Option('--url <address>', 'a running console; without it one is started on sandbox data').argParser(readUrl),
  new Option('--theme <themes>', 'light, dark or both: light,dark').argParser(list(readTheme)),
  new Option('--width <pixels>', 'one or more widths: 1440,768,390').argParser(list(readWhole(200, 4000))),
  new Option(
    '--mask <on|off>',
    'whether personal data is hidden (default: on, and for sandbox data what a list says)',
  ).argParser(readSwitch),
  new Option('--out <folder>', 'where the pictures go').default(defaultOut),
  new Option('--jobs <number>', 'how many pages are open at a time').argParser(readWhole(1, 32)).default(6),
]
const baselineOption = () =>
  new Option('--baseline <folder>', 'where the accepted pictures are').default(
    relative(process.cwd(), usualBaseline) || '.',
  )
const targetsWords = 'chat ids, links, /qa/shots.json or a file with one of them a line (none: the whole catalogue)'

/**
 * The command with its subcommands.
 * @param finish called with the exit code by a subcommand that is done.
 */
function commandWith(finish: (result: number) => void): Command {
  const program = new Command('npm run shoot --')
    .description('Takes pictures of chats and states, and compares them with a baseline.')
    .showHelpAfterError('(npm run shoot -- --help lists commands and options)')
    .configureOutput({ outputError: (words, write) => write(words.replace(/^error: /, '')) })
    .exitOverride()
    .enablePositionalOptions()
  const take = program
    .command('take', { isDefault: true })
    .description('take pictures (the default command)')
    .argument('[targets...]', targetsWords)
    .action(async (targets: string[], options: Options) => {
      finish(exitCode(await shoot(targets, options)))
    })
  const comparing = program
    .command('compare')
    .description(
      'take pictures and compare them with the baseline; exit code 1 when any is changed, missing or new. A name, an id or a link that has accepted pictures is taken as they were',
    )
    .argument('[targets...]', `${targetsWords}, or names of accepted pictures`)
    .addOption(baselineOption())
    .addOption(
      new Option('--threshold <number>', 'how much a color may differ, 0 to 1').argParser(readThreshold).default(0),
    )
    .option('--no-take', 'compare the pictures that exist already')
    .action(async (targets: string[], options: CompareOptions) => {
      finish(await compareWithBaseline(targets, options))
    })
  for (const command of [take, comparing]) for (const option of shared()) command.addOption(option)
  program
    .command('accept')
    .description(
      'copy the changed and new pictures of the last comparison into the baseline, and remove those that are missing',
    )
    .argument('[names...]', 'only these pictures')
    .addOption(baselineOption())
    .addOption(new Option('--out <folder>', 'where the pictures are').default(defaultOut))
    .action(acceptTaken)

  program.addHelpText('after', () => `\nWithout a command:\n\n${take.helpInformation()}`)
  return program
}

/**
 * Runs the command.
 * @param args its arguments, without the program.
 * @returns the exit code: 0, 1 if a picture changed or was not taken, 2 if the command refused, 130 after Ctrl-C.
 */
export async function main(args: readonly string[]): Promise<number> {
  let code = 0
  const finish = (result: number) => {
    code = result
  }
  try {
    await commandWith(finish).parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    // An error about a file or folder is clear without a stack.
    const isOfFiles = error instanceof Error && 'syscall' in error
    if (!(error instanceof Refusal || error instanceof TargetError || isOfFiles)) throw error
    process.stderr.write(`${error.message}\n`)
    return 2
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2))
