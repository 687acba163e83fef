/** Facts of things that stand in a file beside others and run by themselves: routines of a database, jobs, their steps. */

interface At {
  /** One-based. */
  readonly line: number
  /** As of other facts: no part stands in a file that another takes in. */
  readonly in?: string
  readonly via?: number
}

/** Of databases and schedulers; then of a database of Access. */
export type PartKind =
  | 'stored-procedure'
  | 'function'
  | 'trigger'
  | 'view'
  | 'package'
  | 'job'
  | 'step'
  | 'query'
  | 'linked-table'
  | 'form'
  | 'report'
  | 'macro'
  | 'code-module'

/** A routine, a job or a step, from its first line to its last: what stands between is done by it. */
export interface PartSeen extends At {
  readonly is: 'part'
  readonly kind: PartKind
  readonly name: string
  /** The owner that a routine was made with, where its name does not say it. */
  readonly schema?: string
  readonly until: number
  readonly language: string
  /** It says what there is, and another of its name does it: where the tree has that, this is none by itself. */
  readonly isHead?: true
  /** The name of the job that a step is of. */
  readonly within?: string
  /** `sql-server-agent`, `crystal-reports`, `ssis`. */
  readonly product?: string
  /** What starts a job, in words. */
  readonly schedules?: readonly string[]
  /** Of a job its steps, by name; of a step how its command runs. */
  readonly steps?: readonly string[]
  readonly runs?: string
  readonly database?: string
  /** The lines at which a text of SQL runs that is not wholly known. */
  readonly dynamicSql?: readonly number[]
}

/**
 * A function that is used in an expression: it leads somewhere where the tree alone says what it is. Of another kind, the
 * part of that name in the same file; a package, by the name of its file. With a language, any routine of it, or of a
 * package, that is called.
 */
export interface PartUse extends At {
  readonly is: 'part-use'
  readonly kind?: 'query' | 'linked-table' | 'ssis-package'
  readonly language?: 'PL/SQL'
  readonly name: string
}

/** A report that a program shows, by the name of its file. */
export interface ReportUse extends At {
  readonly is: 'report-use'
  readonly report: string
}

export type PartFact = PartSeen | PartUse | ReportUse
