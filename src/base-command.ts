import {resolve} from 'node:path'
import {Command, type Config, Errors, Flags} from '@oclif/core'
import type {AuditContext} from './audit/context.ts'
import type {Audited} from './audit/run-audit.ts'
import type {KnownProgress, SupportLog} from './audit/support-log.ts'
import {AuditError, ExitStatus, type Fault, UsageError} from './errors.ts'
import {exitStatusOf, type FailLevel, findingsLine} from './flags.ts'
import type {Collected} from './model/collected.ts'
import type {DryRun} from './model/dry-run.ts'
import type {Coverage, Problem} from './model/inventory.ts'
import {nearest} from './model/nearest.ts'
import {maskSecrets, secretsOfEnvironment} from './model/secrets.ts'
import type {CalendarDate} from './model/values.ts'

const mostFaultsShown = 50

interface OpenFlags {
  readonly folder: string
  readonly quiet: boolean
  readonly 'as-of'?: CalendarDate | undefined
  readonly from?: CalendarDate | undefined
  readonly store?: string | undefined
  readonly fresh?: boolean | undefined
}

const interruptedStatus = 130

/** Ctrl-C: nothing that was half done is kept, and the next run goes on from what was whole. */
class Interrupted extends AuditError {
  constructor(place: string | undefined) {
    const where = place ? ` in ${place}` : ''
    super('interrupted', interruptedStatus, `Stopped${where}. What was finished is kept; run it again to go on.`)
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
    'log-file': Flags.string({
      summary: 'Append what happened to this file, for support; without secrets.',
      helpValue: '<file>',
      helpGroup: 'GLOBAL',
    }),
    'no-color': Flags.boolean({summary: 'Use no colour, as NO_COLOR does.', helpGroup: 'GLOBAL', default: false}),
  }

  private supportLog: SupportLog | undefined
  private known: KnownProgress | undefined
  private readonly began = performance.now()

  protected override async init(): Promise<void> {
    await super.init()
    // Before the command line is parsed, because what is wrong with it belongs into the log too.
    const path = logFileOf(this.argv)
    if (path === undefined) return
    const {openSupportLog, startEvent} = await import('./audit/support-log.ts')
    this.supportLog = openSupportLog({
      path: resolve(path),
      clock: () => Date.now(),
      secrets: secretsOfEnvironment(process.env),
      onFault: (message) => process.stderr.write(`${safe(message)}\n`),
    })
    this.supportLog.write(startEvent([...(this.id ?? '').split(':'), ...this.argv], process.cwd()))
  }

  /** Progress on stderr, and in the log where there is one. */
  protected async progress({quiet}: {readonly quiet: boolean}): Promise<KnownProgress> {
    const [{silent, terminalProgress}, {loggedProgress, noLog}] = await Promise.all([
      import('./audit/progress.ts'),
      import('./audit/support-log.ts'),
    ])
    const now = () => performance.now()
    this.known = loggedProgress(
      quiet
        ? {...silent, warn: (message) => void process.stderr.write(`${message}\n`)}
        : terminalProgress(process.stderr, now),
      this.supportLog ?? noLog,
      now,
    )
    return this.known
  }

  /** Notes in the log what came of a command. */
  protected async logResult(
    counts: Readonly<Record<string, unknown>>,
    problems: readonly Problem[],
    coverage: readonly Coverage[],
  ): Promise<void> {
    if (!this.supportLog) return
    const {logProblems} = await import('./audit/support-log.ts')
    this.supportLog.write({level: 'info', event: 'counts', ...counts})
    logProblems(this.supportLog, problems, coverage)
  }

  /** Notes in the log what an audit came to. */
  protected async logAudit({audit, estate}: Pick<Audited, 'audit' | 'estate'>): Promise<void> {
    const {inputs: _inputs, reports, ...figures} = audit
    const things = {entities: estate.entities.length, relations: estate.relations.length}
    await this.logResult({...figures, ...things, reports: reports.length}, estate.problems, estate.coverage)
  }

  /** What a collector found, told, noted and given; with gaps the exit status says so. */
  protected async tellCollected<T extends Collected>(result: T): Promise<T> {
    const {renderCollected} = await import('./render/text/collected.ts')
    this.log(renderCollected(result))
    await this.logResult(result.counts, result.problems, result.coverage)
    if (result.coverage.some(({status}) => status !== 'complete')) process.exitCode = ExitStatus.partial
    return result
  }

  /** Opens the audit folder that the flags name, with progress on stderr and Ctrl-C heeded. */
  protected async open(flags: OpenFlags, signal: AbortSignal = this.interruption()): Promise<AuditContext> {
    const [{openAudit}, {londonDate}] = await Promise.all([
      import('./audit/run-audit.ts'),
      import('./model/calendar.ts'),
    ])
    return openAudit({
      root: resolve(flags.folder),
      asOf: flags['as-of'],
      planFrom: flags.from,
      store: flags.store,
      fresh: flags.fresh,
      today: londonDate(new Date()),
      progress: await this.progress(flags),
      signal,
    })
  }

  /** Ctrl-C lets the stage in hand stop at a whole file; a second one ends the program at once. */
  protected interruption(): AbortSignal {
    const controller = new AbortController()
    process.once('SIGINT', () => controller.abort(new Interrupted(this.known?.place())))
    return controller.signal
  }

  /** Why the graph is not loaded, where all else of an audit is done. */
  protected async tellNotLoaded(error: AuditError): Promise<void> {
    process.stderr.write(`\n${toldError(error)}`)
    if (!this.supportLog) return
    const {errorEvent} = await import('./audit/support-log.ts')
    this.supportLog.write(errorEvent(error))
  }

  /** What `--dry-run` found, told and given. */
  protected async tellDryRun(found: DryRun): Promise<DryRun> {
    const {renderDryRun} = await import('./render/text/dry-run.ts')
    const told = JSON.parse(safeJson(found)) as DryRun // the same but for what was masked
    this.log(renderDryRun(told))
    return told
  }

  /** The exit status of a run that is done, and why where it is not 0. */
  protected endWith(
    figures: Parameters<typeof exitStatusOf>[0],
    level: FailLevel | undefined,
    notLoaded?: AuditError,
  ): void {
    const status = exitStatusOf(figures, level, notLoaded === undefined)
    process.exitCode = status
    if (level && status === ExitStatus.findings) process.stderr.write(findingsLine(figures, level))
  }

  protected override async catch(thrown: Error & {exitCode?: number}): Promise<void> {
    const error = expectedError(thrown, this.id ?? '', this.config)
    if (this.supportLog) {
      const {errorEvent} = await import('./audit/support-log.ts')
      this.supportLog.write(errorEvent(error))
    }
    if (!(error instanceof AuditError)) return super.catch(withoutSecrets(thrown))
    process.exitCode = error.exitStatus
    if (this.jsonEnabled()) this.logJson(errorJson(error))
    else {
      // On a terminal a line of progress may stand there, and what Ctrl-C left behind it.
      const isOnTerminal = process.stderr.isTTY && this.known !== undefined
      process.stderr.write(`${isOnTerminal ? '\r\u001b[2K' : ''}${toldError(error)}`)
    }
  }

  protected override async finally(error: Error | undefined): Promise<void> {
    await super.finally(error)
    if (!this.supportLog) return
    const {endEvent} = await import('./audit/support-log.ts')
    const isBug = error !== undefined && !(expectedError(error, this.id ?? '', this.config) instanceof AuditError)
    const status = isBug ? ExitStatus.bug : Number(process.exitCode ?? ExitStatus.done)
    this.supportLog.write(endEvent(status, performance.now() - this.began))
  }

  protected override toErrorJson(error: unknown): unknown {
    return errorJson(error)
  }
}

/** The value of `--log-file`, read before the command line is parsed. */
function logFileOf(argv: readonly string[]): string | undefined {
  const own = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  const at = own.findIndex((word) => /^--log-file(=|$)/.test(word))
  const word = own[at]
  return word?.startsWith('--log-file=') ? word.slice('--log-file='.length) : own[at < 0 ? own.length : at + 1]
}

/** What is told of a failure, without secrets: it may quote a file, an address or the environment. */
function safe(text: string): string {
  return maskSecrets(text, secretsOfEnvironment(process.env))
}

function safeJson(value: object): string {
  return JSON.stringify(value, (_key, one: unknown) => (typeof one === 'string' ? safe(one) : one))
}

function withoutSecrets(error: Error): Error {
  const told = new Error(safe(error.message))
  told.stack = safe(error.stack ?? '')
  return told
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
    return {error: {code: 'bug', message: safe(error instanceof Error ? error.message : String(error))}}
  return {error: faultJson(error)}
}

/** An expected failure as JSON, without secrets. */
export function faultJson({code, message, hint, faults, exitStatus}: AuditError): object {
  return JSON.parse(safeJson({code, message, hint, faults, exitStatus})) as object // an object came in
}

/** An expected failure as a person reads it: every fault with its place, then what to do. Never a stack trace. */
export function toldError(error: AuditError): string {
  const lines = error.faults.slice(0, mostFaultsShown).flatMap(toldFault)
  if (error.faults.length > mostFaultsShown) lines.push(`and ${error.faults.length - mostFaultsShown} more`, '')
  lines.push(error.message)
  if (error.hint) lines.push(error.hint)
  return `${safe(lines.map(visible).join('\n'))}\n`
}

/** An expected failure on one line: the first fault with its place, and how many more there are. */
export function toldOnOneLine({faults, message}: AuditError): string {
  const [first, ...others] = faults
  const more = others.length > 0 ? `, and ${others.length} more` : ''
  return safe(visible(first ? `${first.where ? `${first.where} ` : ''}${first.message}${more}` : message))
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
