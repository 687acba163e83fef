import type {LoadPreview} from './graph-answers.ts'

/** Something that a command would read. */
export interface WouldRead {
  /** As the command line or domesday.yaml names it. */
  readonly path: string
  readonly what: string
  readonly bytes?: number
  /** Of a folder: how many files would be read. */
  readonly files?: number
  /** Files of kinds that are counted and not read. */
  readonly otherKinds?: number
  /** Files and folders that are left out, by reason. */
  readonly leftOut?: Readonly<Record<string, number>>
  readonly note?: string
}

/** A stage, and whether it would be done again. `may run` is open until the stage before it has run. */
export interface WouldRun {
  readonly stage: string
  readonly does: 'runs' | 'kept' | 'may run'
  readonly why: string
}

/** A file, or a folder with `/` at its end, that a command would write. */
export interface WouldWrite {
  readonly path: string
  readonly how: 'new' | 'replaced' | 'may be replaced' | 'may gain a file'
  readonly files?: number
}

/** What a command would do, found out without writing anything. */
export interface DryRun {
  readonly dryRun: true
  readonly reads: readonly WouldRead[]
  readonly stages: readonly WouldRun[]
  readonly writes: readonly WouldWrite[]
  /** What a load into a server would change. */
  readonly graph?: LoadPreview
  readonly notes: readonly string[]
}
