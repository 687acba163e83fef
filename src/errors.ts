/** Exit statuses that scripts rely on; 0 is done and 1 is a bug of ours. */
export const ExitStatus = {
  done: 0,
  bug: 1,
  usage: 2,
  inventory: 3,
  source: 4,
  store: 5,
  plugin: 6,
  partial: 8,
  findings: 10,
} as const

/** One thing that is wrong: what, where (`file:line:column` when it has a place) and what to do. */
export interface Fault {
  readonly message: string
  readonly where?: string
  readonly hint?: string
}

interface AuditErrorOptions {
  readonly faults?: readonly Fault[]
  readonly hint?: string
  readonly cause?: unknown
}

/**
 * An expected failure: it has a stable code, the exit status to end with, and a mend.
 * Anything that is not an AuditError is a bug of ours.
 */
export class AuditError extends Error {
  readonly code: string
  readonly exitStatus: number
  readonly faults: readonly Fault[]
  readonly hint: string | undefined

  constructor(code: string, exitStatus: number, message: string, options: AuditErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : {cause: options.cause})
    this.name = new.target.name
    this.code = code
    this.exitStatus = exitStatus
    this.faults = options.faults ?? []
    this.hint = options.hint
  }
}

/** The command line or the folder is not as the command needs it (exit 2). */
export class UsageError extends AuditError {
  constructor(code: string, message: string, options: AuditErrorOptions = {}) {
    super(code, ExitStatus.usage, message, options)
  }
}

/** A document that people or collectors wrote cannot be used (exit 3). All its faults at once. */
export class InventoryError extends AuditError {
  constructor(code: string, message: string, options: AuditErrorOptions = {}) {
    super(code, ExitStatus.inventory, message, options)
  }
}

/** A source cannot be read at all (exit 4). */
export class SourceError extends AuditError {
  constructor(code: string, message: string, options: AuditErrorOptions = {}) {
    super(code, ExitStatus.source, message, options)
  }
}

/** The graph store, or a folder that must be written, refuses (exit 5). */
export class StoreError extends AuditError {
  constructor(code: string, message: string, options: AuditErrorOptions = {}) {
    super(code, ExitStatus.store, message, options)
  }
}
