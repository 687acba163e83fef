import type {Named} from '../mainframe-fact.ts'
import type {Copy} from './copies.ts'
import type {DataItem, Section} from './data-items.ts'
import type {ExecCommand} from './exec-command.ts'
import type {Token} from './tokens.ts'

export interface ProgramRead {
  readonly name: string
  readonly at: number
  until: number
  readonly within: string | undefined
  readonly entries: string[]
  /** The data items that it is called with, in order. */
  using: readonly string[]
  readonly statements: Record<string, number>
  decisions: number
}

export interface Call {
  readonly how: string
  readonly target: Named
  /** What is passed, in order. */
  readonly using: readonly Named[]
  readonly at: number
}

/** `'` and a literal, or an item; undefined for what is known at run time alone. */
export type Source = string | undefined

export interface Move {
  readonly from: Source
  readonly to: Named
  readonly at: number
}

export interface Select {
  readonly file: string
  readonly assign: Named
  /** It names the item that holds the path. */
  readonly isDynamic: boolean
  readonly organization: string | undefined
  readonly at: number
}

/** What the statements of a file say, as far as it leads somewhere. */
export interface Statements {
  readonly programs: readonly ProgramRead[]
  readonly copies: readonly (Copy & {readonly section: Section})[]
  readonly items: readonly DataItem[]
  readonly calls: readonly Call[]
  readonly cics: readonly ExecCommand[]
  readonly dli: readonly ExecCommand[]
  readonly sql: readonly {readonly text: string; readonly at: number}[]
  readonly selects: readonly Select[]
  readonly opens: readonly {readonly file: string; readonly mode: string; readonly at: number}[]
  readonly moves: readonly Move[]
  /** Places of paragraphs' names, for what stands in one of them. */
  readonly paragraphs: readonly number[]
  /** Places behind which the program is left, and those at which it goes elsewhere and comes back. */
  readonly leaves: readonly number[]
  readonly performs: readonly number[]
  /** Places at which the flow may part or come together, and those of points that end sentences. */
  readonly branches: readonly number[]
  readonly points: readonly number[]
  readonly hasProcedure: boolean
  /** What the program does with records of IDMS, and the subschema that it has. */
  readonly idms: readonly {readonly operation: string; readonly record: string; readonly at: number}[]
  readonly subschema: {readonly name: string; readonly schema: string} | undefined
  /** Where an EXEC CICS or DLI never ends. */
  readonly unended: number | undefined
}

type Writable<T> = {-readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K]}

/** What is known while the tokens of a file are read. */
export interface Reading extends Writable<Statements> {
  readonly tokens: readonly Token[]
  section: Section
  division: 'identification' | 'environment' | 'data' | 'procedure' | 'none'
  /** Statements of IDMS are known for such behind what says that there are some. */
  hasIdms: boolean
  readonly open: ProgramRead[]
}

/** Statements end where one of these words begins another. */
export const verbs = new Set(
  (
    'ACCEPT ADD ALTER CALL CANCEL CLOSE COMPUTE CONTINUE DELETE DISPLAY DIVIDE ELSE END ENTRY EVALUATE EXEC EXIT GO GOBACK IF ' +
    'INITIALIZE INSPECT INVOKE MERGE MOVE MULTIPLY NEXT OPEN PERFORM READ RELEASE RETURN REWRITE SEARCH SET SORT START STOP ' +
    'STRING SUBTRACT UNSTRING USE WHEN WRITE XML JSON FREE ALLOCATE COPY REPLACE THEN NOT ON AT UNTIL VARYING GIVING THRU ' +
    'END-IF END-EVALUATE END-PERFORM END-CALL END-READ END-WRITE END-EXEC END-STRING END-SEARCH END-RETURN END-ADD END-UNSTRING END-COMPUTE END-REWRITE END-DELETE END-START WITH POINTER TALLYING COUNT DELIMITER OR'
  ).split(' '),
)

export function isPoint(token: Token | undefined): boolean {
  return token === undefined || (token.kind === 'mark' && token.text === '.')
}

/** Counts a statement of the program that is open. */
export function count({open}: Reading, what: string): void {
  const program = open.at(-1)
  if (program) program.statements[what] = (program.statements[what] ?? 0) + 1
}
