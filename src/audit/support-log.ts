import {appendFileSync} from 'node:fs'
import {availableParallelism, release, totalmem} from 'node:os'
import {AuditError} from '../errors.ts'
import type {Coverage, Problem} from '../model/inventory.ts'
import {maskSecrets} from '../model/secrets.ts'
import {producedBy} from './produced-by.ts'
import {movedText, type Progress} from './progress.ts'

const mostTold = 200

/** What happened, for those who help: one line of JSON. */
export interface SupportEvent {
  readonly level: 'info' | 'warning' | 'error'
  readonly event: 'start' | 'stage' | 'settled' | 'counts' | 'problem' | 'warning' | 'error' | 'end'
  readonly [fact: string]: unknown
}

/** A log file of one run. */
export interface SupportLog {
  readonly write: (event: SupportEvent) => void
}

export const noLog: SupportLog = {write: () => undefined}

interface LogOptions {
  readonly path: string
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Values that may stand nowhere in the log. */
  readonly secrets: readonly string[]
  /** Told once, when the file cannot be written; the run goes on without it. */
  readonly onFault: (message: string) => void
}

/** Appends to a file that only its owner may read, a line an event, at once: so that a run that is killed has its log. */
export function openSupportLog({path, clock, secrets, onFault}: LogOptions): SupportLog {
  let isOpen = true
  return {
    write: ({level, event, ...facts}) => {
      if (!isOpen) return
      const line = {time: new Date(clock()).toISOString(), level, event, ...facts}
      const text = JSON.stringify(line, (_key, value: unknown) =>
        typeof value === 'string' ? maskSecrets(value, secrets) : value,
      )
      try {
        appendFileSync(path, `${text}\n`, {mode: 0o600})
      } catch (error) {
        isOpen = false
        const {code = 'unknown reason'} = error as NodeJS.ErrnoException // system errors carry a code
        onFault(`The log ${path} cannot be written (${code}); all else goes on without it.`)
      }
    },
  }
}

/** Which program ran where, and what it was asked. */
export function startEvent(argv: readonly string[], folder: string): SupportEvent {
  const {name, version} = producedBy()
  return {
    level: 'info',
    event: 'start',
    commandLine: [name, ...argv].join(' '),
    folder,
    versions: {[name]: version, node: process.versions.node, sqlite: process.versions.sqlite},
    platform: `${process.platform} ${process.arch} ${release()}`,
    cores: availableParallelism(),
    memoryMb: Math.round(totalmem() / 1024 / 1024),
    pid: process.pid,
  }
}

/** What a run ended with; `elapsedMs` since it began. */
export function endEvent(exitStatus: number, elapsedMs: number): SupportEvent {
  const largestMb = Math.round(process.resourceUsage().maxRSS / 1024)
  return {level: 'info', event: 'end', exitStatus, durationMs: Math.round(elapsedMs), largestMb}
}

/** An expected failure with its faults, or a bug with its stack; and what either came from. */
export function errorEvent(error: unknown): SupportEvent {
  const {message, stack, cause} = error instanceof Error ? error : new Error(String(error))
  const because = cause instanceof Error ? {cause: {message: cause.message, stack: cause.stack}} : {}
  if (!(error instanceof AuditError)) return {level: 'error', event: 'error', code: 'bug', message, stack, ...because}
  const {code, hint, faults, exitStatus} = error
  const told = {faults: faults.slice(0, mostTold), ...(faults.length > mostTold && {faultsInAll: faults.length})}
  return {level: 'error', event: 'error', code, message, hint, ...told, exitStatus, stack, ...because}
}

/** What a source could not give, a line each. */
export function logProblems(log: SupportLog, problems: readonly Problem[], coverage: readonly Coverage[]): void {
  for (const {status, scope, reason} of coverage)
    if (status !== 'complete') log.write({level: 'warning', event: 'problem', code: status, scope, message: reason})
  for (const {code, message, where} of problems.slice(0, mostTold))
    log.write({level: 'warning', event: 'problem', code, message, where})
  if (problems.length > mostTold)
    log.write({level: 'warning', event: 'problem', code: 'more', message: `and ${problems.length - mostTold} more`})
}

/** Progress that is logged too, and knows where it stands. */
export interface KnownProgress extends Progress {
  /** `collect source, at 5,120 of 7,376 files`; undefined between stages. */
  readonly place: () => string | undefined
}

/** Passes progress on, and to the log; times are of `now`, in milliseconds. */
export function loggedProgress(inner: Progress, log: SupportLog, now: () => number): KnownProgress {
  let began = now()
  let stage: string | undefined
  let moved = ''
  return {
    begin: (name, verdict) => {
      began = now()
      stage = name
      moved = ''
      const {key, why, unchanged} = verdict ?? {}
      log.write({level: 'info', event: 'stage', stage, ...(verdict && {does: unchanged ? 'kept' : 'runs', why, key})})
      inner.begin(name, verdict)
    },
    move: (done, total, what) => {
      moved = `, at ${movedText(done, total, what)}`
      inner.move(done, total, what)
    },
    settle: (name, message, outcome) => {
      stage = undefined
      log.write({level: 'info', event: 'settled', stage: name, outcome, message, durationMs: Math.round(now() - began)})
      inner.settle(name, message, outcome)
    },
    note: (message) => {
      log.write({level: 'warning', event: 'warning', ...(stage && {stage}), message})
      inner.note(maskSecrets(message))
    },
    warn: (message) => {
      log.write({level: 'warning', event: 'warning', ...(stage && {stage}), message})
      const tell = inner.warn ?? inner.note
      tell(maskSecrets(message))
    },
    place: () => (stage === undefined ? undefined : `${stage}${moved}`),
  }
}
