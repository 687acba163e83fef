import type {ItemStatements} from '../cobol/followed-items.ts'
import type {ExecCommand} from '../cobol/exec-command.ts'
import type {Call, Move} from '../cobol/statement-reading.ts'
import type {Named} from '../mainframe-fact.ts'

/** A program: what one run of the assembler reads, up to its END. */
export interface Unit {
  line: number
  until: number
  /** Its control sections, the first of which is its name. */
  readonly sections: string[]
  readonly entries: string[]
  /** Where the member's own name labels a statement: a macro may begin a control section there. */
  labelled: number | undefined
  codeLines: number
  /** Statements that stand in no definition of a macro. */
  openCode: number
  decisions: number
  /** It begins as a program of CICS does, or ends and has code. */
  hasEnd: boolean
  hasCode: boolean
  readonly statements: Record<string, number>
}

/** A control block by which a file is read or written. */
export interface FileBlock {
  readonly label: string
  readonly kind: 'DCB' | 'ACB'
  readonly dd: string | undefined
  readonly writes: boolean
  readonly line: number
}

export interface FileUse {
  readonly file: string
  readonly mode: 'input' | 'output' | 'i-o' | 'extend'
  /** By OPEN, or else by what is done with it. */
  readonly by: 'open' | 'use'
  readonly line: number
}

/** A reference to a name outside, or a call, at its line. */
export interface Reference {
  readonly how: string
  readonly target: Named
  readonly line: number
}

/** What is known while the statements of a file are read. */
export interface Reading extends Pick<ItemStatements, 'leaves' | 'performs' | 'paragraphs'> {
  readonly units: Unit[]
  unit: Unit
  readonly calls: Call[]
  readonly references: Reference[]
  readonly copies: {readonly member: string; readonly line: number}[]
  readonly cics: ExecCommand[]
  readonly dli: ExecCommand[]
  readonly sql: {readonly text: string; readonly at: number}[]
  readonly blocks: FileBlock[]
  readonly uses: FileUse[]
  /** Of requests of VSAM, the control block that each is for. */
  readonly requests: Map<string, string>
  readonly items: ItemStatements['items'][number][]
  readonly moves: Move[]
  readonly branches: number[]
  /** Names of macros that the file defines, and operations that may be macros, by their first line. */
  readonly macros: string[]
  readonly operations: Map<string, number>
  isDsect: boolean
  /** Within a definition of a macro, and behind what decides there what it becomes. */
  macro: 'none' | 'prototype' | 'body' | 'decided'
}

/** Counts a statement of the program that is open. */
export function count({unit}: Reading, what: string): void {
  unit.statements[what] = (unit.statements[what] ?? 0) + 1
}
