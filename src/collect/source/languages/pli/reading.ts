import type {DataItem} from '../cobol/data-items.ts'
import type {ExecCommand} from '../cobol/exec-command.ts'
import type {Call, Move} from '../cobol/statement-reading.ts'
import type {Named} from '../mainframe-fact.ts'
import type {PliCode} from './source-code.ts'

/** A procedure that no other is around. */
export interface OuterProcedure {
  /** All its names: it may have several. */
  readonly names: readonly string[]
  readonly at: number
  until: number
  readonly isMain: boolean
  readonly entries: string[]
  readonly using: readonly string[]
  /** The package around it. */
  readonly within: PackageRead | undefined
  decisions: number
  readonly statements: Record<string, number>
}

export interface PackageRead {
  readonly at: number
  until: number
  /** Undefined where it gives away all. */
  readonly exports: ReadonlySet<string> | undefined
}

/** What is open: a procedure, a package, or a group that an END ends. */
export interface Block {
  readonly labels: readonly string[]
  readonly procedure?: OuterProcedure
  readonly package?: PackageRead
}

export interface EntryDeclared {
  /** The name that it is linked by. */
  readonly external: string
  /** It takes one of several procedures. */
  readonly isVariable: boolean
  readonly returns: boolean
}

export interface FileDeclared {
  readonly name: string
  readonly mode: 'input' | 'output' | 'i-o' | undefined
  readonly organization: string | undefined
  readonly at: number
}

export interface FileUse {
  readonly file: string
  readonly mode: 'input' | 'output' | 'i-o' | undefined
  readonly by: 'open' | 'use'
  readonly title: Named | undefined
  readonly at: number
}

/** What is known while the statements of a file are read. */
export interface Reading {
  readonly code: PliCode
  readonly blocks: Block[]
  readonly procedures: OuterProcedure[]
  /** Names of procedures inside others, and of parameters. */
  readonly internals: Set<string>
  readonly parameters: Set<string>
  readonly entries: Map<string, EntryDeclared>
  readonly files: FileDeclared[]
  readonly fileUses: FileUse[]
  readonly calls: Call[]
  /** What a FETCH says that a name stands for. */
  readonly titles: Map<string, Named>
  readonly copies: {readonly member: string; readonly at: number}[]
  readonly cics: ExecCommand[]
  readonly dli: ExecCommand[]
  readonly sql: {readonly text: string; readonly at: number}[]
  readonly items: DataItem[]
  readonly moves: Move[]
  readonly branches: number[]
  readonly points: number[]
  readonly paragraphs: number[]
  /** Where declarations stand. */
  readonly declarations: (readonly [start: number, end: number])[]
}

/** The outermost procedure that is open. */
export function outermost({blocks}: Reading): OuterProcedure | undefined {
  return blocks.find(({procedure}) => procedure)?.procedure
}

export function count(reading: Reading, what: string): void {
  const procedure = outermost(reading)
  if (procedure) procedure.statements[what] = (procedure.statements[what] ?? 0) + 1
}
