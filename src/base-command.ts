import {resolve} from 'node:path'
import {Command, type Config, Errors, Flags} from '@oclif/core'
import type {AuditContext} from './audit/context.ts'
import {AuditError, ExitStatus, type Fault, UsageError} from './errors.ts'
import {exitStatusOf, type FailLevel, findingsLine} from './flags.ts'
import type {DryRun} from './model/dry-run.ts'
import {nearest} from './model/nearest.ts'
import type {CalendarDate} from './model/values.ts'

const mostFaultsShown = 50

interface OpenFlags {
  readonly folder: string
  readonly quiet: boolean
  readonly 'as-of'?: CalendarDate | undefined
  readonly from?: CalendarDate | undefined
}

const interruptedStatus = 130

/** Ctrl-C: nothing that was half done is kept, and the next run goes on from what was whole. */
class Interrupted extends AuditError {
  constructor() {
    super('interrupted', interruptedStatus, 'Stopped. What was finished is kept; run it again to go on.')
  }
}

/** What every command of ours shares: the audit folder, quietness, colour, and how a failure is told. */
export abstract class AuditCommand extends Command {
  static override enableJsonFlag = true
  static override baseFlags = {
    folder: Flags.string({
      char: 'C',
      summary: 'Work in this folder instead of the current one.',
      helpValue: '<folder>',
      helpGroup: 'GLOBAL',
      default: '.',
    }),
    quiet: Flags.boolean({char: 'q', summary: 'Print results only, no progress.', helpGroup: 'GLOBAL', default: false}),
    'no-color': Flags.boolean({summary: 'Use no colour, as NO_COLOR does.', helpGroup: 'GLOBAL', default: false}),
  }

  /** Opens the audit folder that the flags name, with progress on stderr and Ctrl-C heeded. */
  protected async open(flags: OpenFlags, signal: AbortSignal = this.interruption()): Promise<AuditContext> {
    const [{openAudit}, {terminalProgress, silent}, {londonDate}] = await Promise.all([
      import('./audit/run-audit.ts'),
      import('./audit/progress.ts'),
      import('./model/calendar.ts'),
    ])
    return openAudit({
      root: resolve(flags.folder),
      asOf: flags['as-of'],
      planFrom: flags.from,
      today: londonDate(new Date()),
      progress: flags.quiet ? silent : terminalProgress(process.stderr, () => performance.now()),
      signal,
    })
  }

  /** Ctrl-C lets the stage in hand stop at a whole file; a second one ends the program at once. */
  protected interruption(): AbortSignal {
    const controller = new AbortController()
    process.once('SIGINT', () => controller.abort(new Interrupted()))
    return controller.signal
  }

  /** What `--dry-run` found, told and given. */
  protected async tellDryRun(found: DryRun): Promise<DryRun> {
    const {renderDryRun} = await import('./render/text/dry-run.ts')
    this.log(renderDryRun(found))
    return found
  }

  /** The exit status of a run that is done, and why where it is not 0. */
  protected endWith(figures: Parameters<typeof exitStatusOf>[0], level: FailLevel | undefined): void {
    const status = exitStatusOf(figures, level)
    process.exitCode = status
    if (level && status === ExitStatus.findings) process.stderr.write(findingsLine(figures, level))
  }

  protected override async catch(thrown: Error & {exitCode?: number}): Promise<void> {
    const error = expectedError(thrown, this.id ?? '', this.config)
    if (!(error instanceof AuditError)) return super.catch(thrown)
    process.exitCode = error.exitStatus
    if (this.jsonEnabled()) this.logJson(errorJson(error))
    else process.stderr.write(toldError(error))
  }

  protected override toErrorJson(error: unknown): unknown {
    return errorJson(error)
  }
}

/** What the command line's own parser refuses, in our words: what is wrong, the nearest that is right, where help is. */
function expectedError(error: Error, command: string, config: Config): Error {
  if (!(error instanceof Errors.CLIError) && !error.message.startsWith('Parsing --')) return error
  const spoken = command.replaceAll(':', ' ')
  const known = Object.keys(config.findCommand(command)?.flags ?? {}).map((name) => `--${name}`)
  const wrong = 'flags' in error && Array.isArray(error.flags) ? error.flags.map(String) : []
  const faults = wrong.map((flag) => {
    const like = nearest(flag, known)
    return {message: `There is no flag ${flag}.${like ? ` Did you mean ${like}?` : ''}`}
  })
  const said = error.message.replace(/^Parsing --\S+\s+/, '').split(/\n+Note:|\n+See more help/)[0] ?? ''
  return new UsageError('usage', faults.length > 0 ? 'Nothing was done.' : said, {
    faults,
    hint: `All flags: domesday ${spoken} --help`,
  })
}

/** An error as the one JSON value that `--json` promises. Never the argv and folders that the parser keeps with its own. */
export function errorJson(error: unknown): unknown {
  if (!(error instanceof AuditError))
    return {error: {code: 'bug', message: error instanceof Error ? error.message : String(error)}}
  const {code, message, hint, faults, exitStatus} = error
  return {error: {code, message, hint, faults, exitStatus}}
}

/** An expected failure as a person reads it: every fault with its place, then what to do. Never a stack trace. */
export function toldError(error: AuditError): string {
  const lines = error.faults.slice(0, mostFaultsShown).flatMap(toldFault)
  if (error.faults.length > mostFaultsShown) lines.push(`and ${error.faults.length - mostFaultsShown} more`, '')
  lines.push(error.message)
  if (error.hint) lines.push(error.hint)
  return `${lines.map(visible).join('\n')}\n`
}

/** An expected failure on one line: the first fault with its place, and how many more there are. */
export function toldOnOneLine({faults, message}: AuditError): string {
  const [first, ...others] = faults
  const more = others.length > 0 ? `, and ${others.length} more` : ''
  return visible(first ? `${first.where ? `${first.where} ` : ''}${first.message}${more}` : message)
}

function toldFault(fault: Fault): string[] {
  const lines = fault.where ? [fault.where, `  ${fault.message}`] : [fault.message]
  if (fault.hint) lines.push(`  ${fault.hint}`)
  return [...lines, '']
}

/** A file's content may stand in a message: no character of it may command the terminal. */
function visible(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
}
